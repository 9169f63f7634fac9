package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.util.concurrent.CompletableFuture;

/** Sockets of as many clients that connect, hear the first frame, and then do nothing. */
final class IdleCrowd {
    private static final int PENDING = 32;

    private final Sockets sockets;
    private final Timers timers;
    private final int size;
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private int opened;
    private int greeted;

    IdleCrowd(Sockets sockets, Timers timers, int size) {
        this.sockets = sockets;
        this.timers = timers;
        this.size = size;
    }

    /** Completes when all are inside; exceptionally where one was refused or has ended. */
    CompletableFuture<Void> gather() {
        timers.after(0, () -> {
            for (int i = 0; i < PENDING; i++) {
                openNext();
            }
        });
        return complete;
    }

    private void openNext() {
        if (opened < size) {
            sockets.open(opened++, new Member());
        }
    }

    private final class Member implements Sockets.SilentListener {

        @Override
        public void admitted(String connectionId) {
            if (++greeted == size) {
                complete.complete(null);
            }
            openNext();
        }

        @Override
        public void rejected(String code) {
            failed("rejected with " + code);
        }

        @Override
        public void ended(int status) {
            failed("closed with " + status);
        }

        @Override
        public void failed(String problem) {
            complete.completeExceptionally(new IllegalStateException("an idle socket was " + problem));
        }
    }
}
