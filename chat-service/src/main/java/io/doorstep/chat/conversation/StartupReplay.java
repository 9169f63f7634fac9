package io.doorstep.chat.conversation;

import java.util.ArrayList;
import java.util.List;

/** What the log held before this start coming back: who waits for it, and what may be missing. */
final class StartupReplay {
    private final List<Answer> waiting = new ArrayList<>();
    private State state = State.AWAITED;
    private boolean whole = true;

    private enum State {
        AWAITED,
        /** It may still come, and nobody waits for it any more. */
        GIVEN_UP,
        DONE
    }

    /** Is given whether the refill is over. */
    @FunctionalInterface
    interface Answer {

        void give(boolean refilled);
    }

    synchronized void begin(boolean allThereEverWas) {
        whole = allThereEverWas;
    }

    void end() {
        answerAll(State.DONE);
    }

    void giveUp() {
        answerAll(State.GIVEN_UP);
    }

    private void answerAll(State from) {
        List<Answer> all;
        synchronized (this) {
            if (state == State.DONE) {
                return;
            }
            state = from;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(answer -> answer.give(from == State.DONE));
    }

    synchronized boolean isDone() {
        return state == State.DONE;
    }

    /** Answers once it is over, or has been given up. */
    void whenDone(Answer answer) {
        boolean done;
        synchronized (this) {
            if (state == State.AWAITED) {
                waiting.add(answer);
                return;
            }
            done = state == State.DONE;
        }
        answer.give(done);
    }

    /**
     * Up to where a conversation may have been before, without having been seen here; -1 where it has not.
     *
     * @param sequence at which it is first seen; -1 where it is not seen yet
     */
    synchronized long mayHaveMissedUpTo(long sequence) {
        return state == State.DONE || whole || sequence == 0 ? -1 : Math.max(sequence - 1, 0);
    }
}
