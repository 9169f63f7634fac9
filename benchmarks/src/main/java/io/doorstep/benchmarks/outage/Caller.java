package io.doorstep.benchmarks.outage;

import io.doorstep.benchmarks.sockets.Newcomer;
import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A visitor who says one thing, stays a moment whether or not it is acknowledged, and leaves. */
final class Caller extends Newcomer {
    private static final long STAY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Timers timers;
    private final CallerBook book;
    private final Phase phase;
    private final long dueNanos;
    private @Nullable String connectionId;

    /**
     * @param phase in which it was due
     * @param dueNanos when it meant to come
     * @param onGone told once
     */
    Caller(Timers timers, CallerBook book, Phase phase, long dueNanos, Runnable onGone) {
        super(onGone);
        this.timers = timers;
        this.book = book;
        this.phase = phase;
        this.dueNanos = dueNanos;
    }

    @Override
    public void come(Sockets sockets, int client) {
        book.attempted();
        super.come(sockets, client);
    }

    @Override
    public void admitted(String id) {
        connectionId = id;
        book.admitted(phase, timers.nanos() - dueNanos, id);
        ask();
        timers.after(STAY_NANOS, this::leave);
    }

    @Override
    public void acknowledged(String messageId) {
        book.acknowledged(phase);
    }

    @Override
    public void messageRefused(String messageId, String code) {
        book.troubled("a message was refused: " + code);
    }

    @Override
    public void rejected(String code) {
        book.troubled("refused: " + code);
    }

    @Override
    public void ended(int status) {
        if (connectionId != null) {
            book.ended();
        }
        gone();
    }

    @Override
    public void failed(String problem) {
        book.troubled(problem);
        gone();
    }
}
