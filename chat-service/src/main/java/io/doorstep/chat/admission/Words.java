package io.doorstep.chat.admission;

import io.doorstep.events.RateLimit;
import java.time.Duration;

/** Limits in words, as operators and visitors read them. */
public final class Words {
    private Words() {}

    /** {@code 50 connections per 5 minutes}. */
    public static String perWindow(RateLimit rate, String what) {
        return rate.limit() + " " + what + (rate.limit() == 1 ? "" : "s") + " per " + window(rate.window());
    }

    private static String window(Duration window) {
        long ms = window.toMillis();
        if (ms % 3_600_000 == 0) {
            return count(ms / 3_600_000, "hour");
        }
        if (ms % 60_000 == 0) {
            return count(ms / 60_000, "minute");
        }
        return ms % 1000 == 0 ? count(ms / 1000, "second") : count(ms, "millisecond");
    }

    private static String count(long number, String unit) {
        return number == 1 ? unit : number + " " + unit + "s";
    }
}
