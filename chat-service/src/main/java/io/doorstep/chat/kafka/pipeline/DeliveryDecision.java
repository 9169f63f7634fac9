package io.doorstep.chat.kafka.pipeline;

import java.time.Duration;

/** Whether a producer is given records, and which. */
public sealed interface DeliveryDecision {

    /** What has just come goes to Kafka, so many records at most. */
    record Direct(int room) implements DeliveryDecision {}

    /** What the spool holds goes first, so many records at most; what comes goes behind it. */
    record FromSpool(int room) implements DeliveryDecision {}

    /** Nothing goes to Kafka; what comes goes to the spool. */
    record Closed(Reason reason) implements DeliveryDecision {}

    enum Reason {
        /** Kafka has not been reached since the start. */
        NOT_REACHED(false),
        /** It takes what it is given, and acknowledges nothing. */
        SILENT(false),
        /** It does not take what it is given. */
        REFUSED(false),
        /** It acknowledges, more slowly than it is given. */
        FULL(true);

        private final boolean answers;

        Reason(boolean answers) {
            this.answers = answers;
        }

        boolean answers() {
            return answers;
        }
    }

    /**
     * @param silence without an acknowledgement for so long, Kafka is away
     * @param window records that may be with the producer at once
     * @param pause after a refusal, until it is tried again
     */
    record Bounds(Duration silence, int window, Duration pause) {}

    /**
     * How a producer stands at one time.
     *
     * @param reached whether Kafka has been reached since the start
     * @param inFlight records it has been given that are not acknowledged
     * @param silentNanos since the latest acknowledgement, or since it was given the first of those records
     * @param refused whether it has refused a record and acknowledged none since
     * @param sinceRefusalNanos since it refused one
     * @param spooled whether the spool holds records it has not been given
     */
    record View(boolean reached, int inFlight, long silentNanos, boolean refused, long sinceRefusalNanos,
            boolean spooled) {}

    static DeliveryDecision of(View view, Bounds bounds) {
        if (!view.reached()) {
            return new Closed(Reason.NOT_REACHED);
        }
        if (view.inFlight() > 0 && view.silentNanos() >= bounds.silence().toNanos()) {
            return new Closed(Reason.SILENT);
        }
        if (view.refused() && (view.inFlight() > 0 || view.sinceRefusalNanos() < bounds.pause().toNanos())) {
            return new Closed(Reason.REFUSED);
        }
        int room = view.refused() ? 1 : bounds.window() - view.inFlight();
        if (room <= 0) {
            return new Closed(Reason.FULL);
        }
        return view.spooled() ? new FromSpool(room) : new Direct(room);
    }

    /** Whether Kafka takes what it is given. */
    default boolean answers() {
        return !(this instanceof Closed(Reason reason)) || reason.answers();
    }
}
