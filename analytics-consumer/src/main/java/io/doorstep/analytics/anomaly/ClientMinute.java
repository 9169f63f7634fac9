package io.doorstep.analytics.anomaly;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.Violation;

/** What one client did within one minute. Mutable, for one thread. */
final class ClientMinute {
    private static final double MINUTE_MS = 60_000;
    private static final double HOUR_MS = 3_600_000;

    private final double[] values = new double[Feature.COUNT];
    private long latestAttemptMs = -1;
    private long products;

    ClientMinute() {
        values[Feature.SHORTEST_GAP_MS.place()] = MINUTE_MS;
        values[Feature.SHORTEST_LIFE_MS.place()] = HOUR_MS;
    }

    void add(Event event, long timeMs) {
        switch (event) {
            case ConnectionOpened opened -> {
                attempts(1, timeMs);
                products |= 1L << (opened.productId().hashCode() & 63);
                values[Feature.PRODUCTS.place()] = Long.bitCount(products);
            }
            case ConnectionClosed closed -> least(Feature.SHORTEST_LIFE_MS, (double) closed.durationMs());
            case Violation violation -> add(violation, timeMs);
            case RepeatedText repeated -> {
                int at = Feature.CONVERSATIONS_OF_ONE_TEXT.place();
                values[at] = Math.max(values[at], repeated.conversations());
            }
            case ConnectionActivity activity -> {
                more(Feature.MESSAGES, activity.messages());
                more(Feature.MESSAGES_REJECTED, activity.messagesRefused());
                more(Feature.SESSIONS, activity.sessions());
            }
            default -> {
                // Says nothing of what a client did.
            }
        }
    }

    private void add(Violation violation, long timeMs) {
        if (violation.code() != ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED) {
            attempts(violation.count(), timeMs);
            more(Feature.REJECTIONS, violation.count());
        }
    }

    /** Those of one event are as far apart as they fit into its second. */
    private void attempts(long count, long timeMs) {
        if (count <= 0) {
            return;
        }
        more(Feature.ATTEMPTS, count);
        if (latestAttemptMs >= 0) {
            least(Feature.SHORTEST_GAP_MS, (double) Math.abs(timeMs - latestAttemptMs));
        }
        if (count > 1) {
            least(Feature.SHORTEST_GAP_MS, 1000.0 / count);
        }
        latestAttemptMs = timeMs;
    }

    private void more(Feature feature, long count) {
        values[feature.place()] += Math.max(0, count);
    }

    private void least(Feature feature, double value) {
        values[feature.place()] = Math.clamp(value, 0, values[feature.place()]);
    }

    double value(Feature feature) {
        return values[feature.place()];
    }

    /** The numbers as a forest is given them: by their orders of magnitude. */
    float[] vector() {
        float[] vector = new float[values.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) Math.log1p(values[i]);
        }
        return vector;
    }
}
