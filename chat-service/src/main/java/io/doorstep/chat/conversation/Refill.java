package io.doorstep.chat.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the log held before this start coming back: who has to wait for it, and what may be missing. */
final class Refill {
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean done;
    private boolean whole = true;

    private record Waiting(Instant since, Answer answer) {}

    /** Is given whether the refill is over. */
    @FunctionalInterface
    interface Answer {

        void give(boolean refilled);
    }

    synchronized void begin(boolean allThereEverWas) {
        whole = allThereEverWas;
    }

    void end() {
        List<Waiting> all;
        synchronized (this) {
            done = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.answer().give(true));
    }

    void whenDone(Instant now, Answer answer) {
        synchronized (this) {
            if (!done) {
                waiting.add(new Waiting(now, answer));
                return;
            }
        }
        answer.give(true);
    }

    void answerThoseWaitingSince(Instant time) {
        List<Waiting> due;
        synchronized (this) {
            due = waiting.stream().filter(one -> !one.since().isAfter(time)).toList();
            waiting.removeAll(due);
        }
        due.forEach(one -> one.answer().give(false));
    }

    /**
     * Up to where a conversation may have been before, without having been seen here; -1 where it has not.
     *
     * @param sequence at which it is first seen; -1 where it is not seen yet
     */
    synchronized long mayHaveMissedUpTo(long sequence) {
        return done || whole || sequence == 0 ? -1 : Math.max(sequence - 1, 0);
    }
}
