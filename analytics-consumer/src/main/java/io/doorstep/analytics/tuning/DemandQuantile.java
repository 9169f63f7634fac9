package io.doorstep.analytics.tuning;

import io.doorstep.events.Quantiles;
import java.util.Locale;

/** A quantile of demand over clients that patterns report. */
public enum DemandQuantile {
    P50(500),
    P90(900),
    P99(990),
    P999(999);

    private final int perMille;

    DemandQuantile(int perMille) {
        this.perMille = perMille;
    }

    double of(Quantiles quantiles) {
        return switch (this) {
            case P50 -> quantiles.p50();
            case P90 -> quantiles.p90();
            case P99 -> quantiles.p99();
            case P999 -> quantiles.p999();
        };
    }

    /** Whether so many clients, of all in the window, reach it that none of them alone decides its value. */
    boolean isShared(long all, int clients) {
        return all * (1000 - perMille) >= clients * 1000L;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
