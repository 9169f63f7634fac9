package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One client: the sockets it has open, oldest first, and what it does with them. After a disconnect it waits until that
 * socket has ended, so that it never has more sockets than in the trace because answers are slow.
 */
final class Visitor {
    private final int client;
    private final Stay stay;
    private final Sockets sockets;
    private final Timers timers;
    private final Tally tally;
    private final Deque<Visit> visits = new ArrayDeque<>();
    private final Deque<TraceRow> waiting = new ArrayDeque<>();
    private @Nullable Visit disconnecting;
    private boolean leaving;

    /**
     * How long a socket is kept that nothing in the trace closes.
     *
     * @param nanos after it was opened, or after the last message on it
     */
    record Stay(long nanos) {}

    Visitor(int client, Stay stay, Sockets sockets, Timers timers, Tally tally) {
        this.client = client;
        this.stay = stay;
        this.sockets = sockets;
        this.timers = timers;
        this.tally = tally;
    }

    void play(TraceRow row) {
        waiting.add(row);
        playWaiting();
    }

    private void playWaiting() {
        while (disconnecting == null && !waiting.isEmpty()) {
            playNow(waiting.remove());
        }
        if (leaving && waiting.isEmpty()) {
            closeAll();
        }
    }

    private void playNow(TraceRow row) {
        switch (row.kind()) {
            case PAGE -> leaveLater(open(row.label()));
            case CONNECT -> open(row.label());
            case MESSAGE -> say(row.label());
            case DISCONNECT -> disconnect();
            case ASSET -> tally.asset();
        }
    }

    private Visit open(String label) {
        Visit visit = new Visit(label, tally, timers, visits::remove, this::ended);
        visits.add(visit);
        visit.begin(sockets, client);
        return visit;
    }

    private void say(String label) {
        Visit visit = visits.peekLast();
        if (visit == null) {
            visit = open(label);
            leaveLater(visit);
        }
        visit.say(label);
    }

    private void leaveLater(Visit visit) {
        long left = visit.lastUseNanos() + stay.nanos() - timers.nanos();
        timers.after(Math.max(0, left), () -> {
            if (timers.nanos() - visit.lastUseNanos() >= stay.nanos()) {
                visit.leave();
            } else {
                leaveLater(visit);
            }
        });
    }

    private void disconnect() {
        Visit oldest = visits.peekFirst();
        if (oldest == null) {
            tally.idleDisconnect();
        } else {
            disconnecting = oldest;
            oldest.leave();
        }
    }

    private void ended(Visit visit) {
        if (visit == disconnecting) {
            disconnecting = null;
            playWaiting();
        }
    }

    /** Closes all that is open, once nothing waits to be played. */
    void leave() {
        leaving = true;
        playWaiting();
    }

    /** Whether nothing waits to be played. */
    boolean idle() {
        return waiting.isEmpty();
    }

    /** The row that has waited longest; null where none does. */
    @Nullable
    TraceRow firstWaiting() {
        return waiting.peek();
    }

    private void closeAll() {
        for (Visit visit : visits.toArray(Visit[]::new)) {
            visit.leave();
        }
    }
}
