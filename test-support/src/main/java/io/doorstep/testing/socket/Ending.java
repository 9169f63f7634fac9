package io.doorstep.testing.socket;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Measures how long the service leaves a connection open that it is closing. */
public final class Ending {
    /**
     * What is promised. A close is given 1.5 s and is looked after every 100 ms; the 0.4 s that are left are for a busy
     * machine, so that no other margin is added.
     */
    public static final Duration PROMISED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final long sinceNanos = System.nanoTime();

    private Ending() {}

    public static Ending fromNow() {
        return new Ending();
    }

    /** Runs all cases at once; returns what each took, by its name. */
    public static <T> Map<String, Duration> ofAll(Map<String, T> cases, Function<T, Duration> meet) {
        Map<String, CompletableFuture<Duration>> running = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            cases.forEach((name, one) -> running.put(name,
                    CompletableFuture.supplyAsync(() -> meet.apply(one), threads)));
            Map<String, Duration> taken = new LinkedHashMap<>();
            running.forEach((name, one) -> taken.put(name, one.join()));
            return taken;
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    /** Until the peer, which reads, sees the end of the stream. */
    public Duration seenBy(RawSocket socket) {
        return socket.endsWithin((int) PATIENCE.toMillis()) ? elapsed() : PATIENCE;
    }

    /** Until the service's end of the connection is gone, which a peer that does not read may itself learn later. */
    public Duration goneFor(RawSocket socket) {
        while (socket.isHeldByTheServer() && elapsed().compareTo(PATIENCE) < 0) {
            pause();
        }
        return elapsed();
    }

    /** The same for a peer that 25 times a second sends a frame. */
    public Duration goneFor(RawSocket socket, byte[] frame) {
        Thread.startVirtualThread(() -> {
            while (socket.tryToWrite(frame)) {
                pause();
            }
        });
        return goneFor(socket);
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
    }
}
