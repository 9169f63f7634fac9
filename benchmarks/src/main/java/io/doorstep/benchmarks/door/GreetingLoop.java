package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A number of connectors, each of which connects, reads the first frame, ends, and begins again as another client. */
final class GreetingLoop {
    private static final long AFTER_FAILURE_NANOS = 1_000_000;

    private final Sockets sockets;
    private final Timers timers;
    private final int clients;
    private final Ending ending;
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

    /** How a connector ends. */
    enum Ending {
        /** With a close frame, and the server's answer to it. */
        CLOSE,
        /** With a reset of the connection, as a killed browser does. */
        RESET
    }

    /** @param clients that take turns */
    GreetingLoop(Sockets sockets, Timers timers, int clients, Ending ending) {
        this.sockets = sockets;
        this.timers = timers;
        this.clients = clients;
        this.ending = ending;
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
            if (line != null && ending == Ending.RESET) {
                line.reset();
            } else if (line != null) {
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
                completed();
            }
        }

        private void completed() {
            completed += timers.nanos() < endNanos ? 1 : 0;
            next();
        }

        @Override
        public void failed(String problem) {
            if (greeted && ending == Ending.RESET) {
                completed();
            } else {
                failed++;
                timers.after(AFTER_FAILURE_NANOS, GreetingLoop.this::next);
            }
        }
    }
}
