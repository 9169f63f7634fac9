package io.doorstep.system;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Measures how long the service leaves a connection open that it is closing. */
final class Ending {
    /**
     * What is promised. A close is given 1.5 s and is looked after every 100 ms; the 0.4 s that are left are for a busy
     * machine, so that no other margin is added.
     */
    static final Duration PROMISED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final byte[] PROBE = RawSocket.frame(RawSocket.PONG, "");

    private final long sinceNanos = System.nanoTime();

    private Ending() {}

    static Ending fromNow() {
        return new Ending();
    }

    /** Runs all cases at once; returns what each took, by its name. */
    static <T> Map<String, Duration> ofAll(Map<String, T> cases, Function<T, Duration> meet) {
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
    Duration seenBy(RawSocket socket) {
        return socket.endsWithin((int) PATIENCE.toMillis()) ? elapsed() : PATIENCE;
    }

    /**
     * Until the peer, which does not read, finds that nobody takes what it sends any more: 25 times a second it sends a
     * frame that means nothing, which the service's system answers with a reset once the connection has ended.
     */
    Duration foundBy(RawSocket socket) {
        return foundBy(socket, PROBE);
    }

    /** The same with frames of the test's own. */
    Duration foundBy(RawSocket socket, byte[] frame) {
        while (socket.tryToWrite(frame) && elapsed().compareTo(PATIENCE) < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
        }
        return elapsed();
    }
}
