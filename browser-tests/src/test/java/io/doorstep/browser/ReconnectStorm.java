package io.doorstep.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A thousand clients while their server restarts.
 *
 * @param attempts to connect, per second
 * @param inside at the end of each second
 * @param early attempts before the time that the client had been told
 */
record ReconnectStorm(List<Integer> attempts, List<Integer> inside, int early) {
    static final int CLIENTS = 1000;
    static final int GO_AWAY = 10;
    static final int DOWN = 15;
    static final int UP = 75;

    /** @param naive clients that open the next socket as soon as the last one has closed, in place of the real module */
    static ReconnectStorm of(Page page, int seed, boolean naive) {
        List<?> seen = (List<?>) page.evaluate(script(), List.of(seed, naive));
        return new ReconnectStorm(counts(seen.get(0)), counts(seen.get(1)), (int) seen.get(2));
    }

    /** Attempts in the busiest second from when the server begins to go. */
    int peak() {
        return attempts.stream().skip(GO_AWAY).mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Attempts in all from when the server begins to go. */
    int total() {
        return attempts.stream().skip(GO_AWAY).mapToInt(Integer::intValue).sum();
    }

    /** Seconds from the server's return until everybody is in. */
    int secondsUntilAllAreBack() {
        return IntStream.range(UP, inside.size()).filter(second -> inside.get(second) == CLIENTS).findFirst()
                .orElseThrow(() -> new AssertionError("Only " + inside.getLast() + " came back")) + 1 - UP;
    }

    private static List<Integer> counts(Object numbers) {
        return ((List<?>) numbers).stream().map(number -> ((Number) number).intValue()).toList();
    }

    private static String script() {
        try (InputStream in = ReconnectStorm.class.getResourceAsStream("reconnect-storm.js")) {
            if (in == null) {
                throw new IllegalStateException("reconnect-storm.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
