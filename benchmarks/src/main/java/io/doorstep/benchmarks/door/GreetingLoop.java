package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A number of connectors, each of which connects, hears the first frame, closes, and begins again as another client. */
final class GreetingLoop {
    private static final long AFTER_FAILURE_NANOS = 1_000_000;

    private final Sockets sockets;
    private final Timers timers;
    private final int clients;
    private final CompletableFuture<Counts> done = new CompletableFuture<>();
    private int nextClient;
    private int running;
    private long endNanos;
    private long completed;
    private long failed;

    /**
     * @param completed before the end
     * @param failed refused or broken
     */
    record Counts(long completed, long failed) {}

    /** @param clients that take turns */
    GreetingLoop(Sockets sockets, Timers timers, int clients) {
        this.sockets = sockets;
        this.timers = timers;
        this.clients = clients;
    }

    /** Completes when the last socket has ended, a little after the time is over. */
    CompletableFuture<Counts> run(int connectors, long nanos) {
        timers.after(0, () -> {
            endNanos = timers.nanos() + nanos;
            running = connectors;
            for (int i = 0; i < connectors; i++) {
                next();
            }
        });
        return done;
    }

    private void next() {
        if (timers.nanos() < endNanos) {
            new Connector().connect();
        } else if (--running == 0) {
            done.complete(new Counts(completed, failed));
        }
    }

    private final class Connector implements Sockets.SilentListener {
        private Sockets.@Nullable Line line;
        private boolean greeted;

        void connect() {
            nextClient = (nextClient + 1) % clients;
            line = sockets.open(nextClient, this);
        }

        @Override
        public void admitted(String connectionId) {
            greeted = true;
            if (line != null) {
                line.close();
            }
        }

        @Override
        public void rejected(String code) {
            // Counted when it ends.
        }

        @Override
        public void ended(int status) {
            if (!greeted) {
                failed("rejected");
            } else {
                completed += timers.nanos() < endNanos ? 1 : 0;
                next();
            }
        }

        @Override
        public void failed(String problem) {
            failed++;
            timers.after(AFTER_FAILURE_NANOS, GreetingLoop.this::next);
        }
    }
}
