package io.doorstep.benchmarks.conversation;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * Writers who come together, each keep so many messages under way for a time, and leave: as soon as one has arrived the
 * next is said. It fails where anything is refused, breaks or does not arrive.
 */
final class Exchange {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DIGITS = 3;

    private final Sockets sockets;
    private final Timers timers;
    private final Proof proof;
    private final List<Pair> pairs = new ArrayList<>();
    private final CompletableFuture<Void> gathered = new CompletableFuture<>();
    private final CompletableFuture<Talk> talked = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final Histogram answers = new Histogram(2 * PATIENCE.toNanos(), DIGITS);
    private int waitingFor;
    private long startNanos;
    private long endNanos;
    private long arrived;

    Exchange(Sockets sockets, Timers timers, Proof proof) {
        this.sockets = sockets;
        this.timers = timers;
        this.proof = proof;
    }

    /**
     * Completes when all are inside.
     *
     * @param firstClient the first of those who come; the numbers after it are for the others
     */
    CompletableFuture<Void> gather(int writers, int firstClient) {
        timers.after(0, () -> {
            waitingFor = writers;
            for (int i = 0; i < writers; i++) {
                Pair pair = new Pair(timers, proof, new Ears());
                pairs.add(pair);
                pair.come(sockets, firstClient + i * proof.sockets());
            }
        });
        return gathered;
    }

    /** Completes when the time is over and all has arrived. */
    CompletableFuture<Talk> talk(int window, long nanos) {
        timers.after(0, () -> {
            startNanos = timers.nanos();
            endNanos = startNanos + nanos;
            for (Pair pair : pairs) {
                for (int i = 0; i < window; i++) {
                    pair.say();
                }
            }
            timers.after(nanos + PATIENCE.toNanos(), () -> {
                if (!talked.isDone()) {
                    fail(underWay() + " messages did not arrive");
                }
            });
        });
        return talked;
    }

    private int underWay() {
        return pairs.stream().mapToInt(Pair::underWay).sum();
    }

    /** Completes when all have closed properly. */
    CompletableFuture<Void> leave() {
        timers.after(0, () -> {
            waitingFor = pairs.size();
            pairs.forEach(Pair::leave);
        });
        return left;
    }

    private void fail(String problem) {
        var failure = new IllegalStateException(problem);
        gathered.completeExceptionally(failure);
        talked.completeExceptionally(failure);
        left.completeExceptionally(failure);
    }

    private final class Ears implements Pair.Listener {
        @Override
        public void gathered() {
            if (--waitingFor == 0) {
                gathered.complete(null);
            }
        }

        @Override
        public void answered(long nanos) {
            answers.recordValue(nanos);
        }

        @Override
        public void arrived(Pair pair) {
            arrived++;
            long now = timers.nanos();
            if (now < endNanos) {
                pair.say();
            } else if (underWay() == 0) {
                talked.complete(new Talk(arrived, now - startNanos, answers));
            }
        }

        @Override
        public void left() {
            if (--waitingFor == 0) {
                left.complete(null);
            }
        }

        @Override
        public void failed(String problem) {
            fail(problem);
        }
    }
}
