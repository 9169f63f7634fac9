package io.doorstep.benchmarks.reconciliation;

import io.doorstep.benchmarks.sockets.Newcomer;
import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A visitor who says one thing, stays a moment whether or not it is acknowledged, and leaves, abruptly or not. */
public final class Visit extends Newcomer {
    private static final long STAY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Timers timers;
    private final VisitLog log;
    private final String phase;
    private final long dueNanos;
    private final boolean abrupt;
    private @Nullable String connectionId;
    private boolean leaving;

    /**
     * @param phase of the benchmark, in which it was due
     * @param dueNanos when it meant to come
     * @param abrupt whether it leaves with a reset
     * @param onGone told once
     */
    public Visit(Timers timers, VisitLog log, String phase, long dueNanos, boolean abrupt, Runnable onGone) {
        super(onGone);
        this.timers = timers;
        this.log = log;
        this.phase = phase;
        this.dueNanos = dueNanos;
        this.abrupt = abrupt;
    }

    @Override
    public void come(Sockets sockets, int client) {
        log.attempted();
        super.come(sockets, client);
    }

    /** What it says has an id of its own, also where the conversation is one that it had before. */
    @Override
    public void admitted(String id) {
        connectionId = id;
        log.admitted(phase, timers.nanos() - dueNanos, id);
        ask(id);
        timers.after(STAY_NANOS, this::go);
    }

    private void go() {
        leaving = true;
        if (abrupt) {
            vanish();
        } else {
            leave();
        }
    }

    @Override
    public void acknowledged(String messageId) {
        log.acknowledged(phase, messageId);
    }

    @Override
    public void messageRefused(String messageId, String code) {
        log.failed("a message was refused: " + code);
    }

    @Override
    public void rejected(String code) {
        log.rejected(code);
    }

    @Override
    public void turnedAway(int httpStatus) {
        log.rejected(String.valueOf(httpStatus));
        gone();
    }

    @Override
    public void ended(int status) {
        if (connectionId != null && !leaving) {
            log.failed("closed with " + status + " while inside");
        }
        over(leaving && !abrupt);
    }

    @Override
    public void failed(String problem) {
        if (!leaving || !abrupt) {
            log.failed(problem);
        }
        over(false);
    }

    private void over(boolean inOrder) {
        if (connectionId != null) {
            log.left(connectionId, inOrder);
        }
        gone();
    }
}
