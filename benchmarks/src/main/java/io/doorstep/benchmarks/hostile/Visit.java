package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.sockets.Newcomer;
import io.doorstep.benchmarks.sockets.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A visitor who says one thing, stays a moment whether or not it is acknowledged, and leaves, abruptly or not. */
final class Visit extends Newcomer {
    private static final long STAY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Timers timers;
    private final VisitLog log;
    private final long dueNanos;
    private final boolean abrupt;
    private @Nullable String connectionId;
    private boolean leaving;

    /**
     * @param dueNanos when it meant to come
     * @param abrupt whether it leaves with a reset
     * @param onGone told once
     */
    Visit(Timers timers, VisitLog log, long dueNanos, boolean abrupt, Runnable onGone) {
        super(onGone);
        this.timers = timers;
        this.log = log;
        this.dueNanos = dueNanos;
        this.abrupt = abrupt;
    }

    @Override
    public void admitted(String id) {
        connectionId = id;
        log.admitted(id, timers.nanos() - dueNanos);
        ask();
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
        if (connectionId != null) {
            log.said(connectionId);
        }
    }

    @Override
    public void messageRefused(String messageId, String code) {
        log.failed("a message was refused: " + code);
    }

    @Override
    public void rejected(String code) {
        log.told(code);
    }

    @Override
    public void turnedAway(int httpStatus) {
        if (httpStatus == VisitLog.SHED) {
            log.told("shed with a 503");
        } else {
            log.failed("the upgrade was answered with " + httpStatus);
        }
        gone();
    }

    @Override
    public void ended(int status) {
        if (connectionId != null && !leaving) {
            log.failed("closed with " + status + " while inside");
        }
        over();
    }

    @Override
    public void failed(String problem) {
        if (!leaving || !abrupt) {
            log.failed(problem);
        }
        over();
    }

    private void over() {
        if (connectionId != null) {
            log.left(connectionId, !abrupt && leaving);
        }
        gone();
    }
}
