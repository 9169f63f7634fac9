package io.doorstep.chat.rejection;

import io.doorstep.events.RateLimit;
import java.time.Duration;
import java.time.Instant;

/** Limits in words, as operators and visitors read them. */
public final class HumanReadable {
    private HumanReadable() {}

    /** {@code 50 connections per 5 minutes}. */
    public static String perWindow(RateLimit rate, String what) {
        String window = length(rate.window());
        return count(rate.limit(), what) + " per " + (window.startsWith("1 ") ? window.substring(2) : window);
    }

    /** {@code 30 minutes}. */
    public static String length(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 3_600_000 == 0) {
            return count(ms / 3_600_000, "hour");
        }
        if (ms % 60_000 == 0) {
            return count(ms / 60_000, "minute");
        }
        return ms % 1000 == 0 ? count(ms / 1000, "second") : count(ms, "millisecond");
    }

    /** {@code 2026-01-02T03:04:05Z}: to the second, rounded up, so that it is over by then. */
    static String second(Instant time) {
        return Instant.ofEpochSecond(Math.ceilDiv(time.toEpochMilli(), 1000L)).toString();
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
