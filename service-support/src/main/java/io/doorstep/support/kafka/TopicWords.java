package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** What is wrong with Kafka, for people. */
final class TopicWords {
    private TopicWords() {}

    /** @param failure why Kafka has not answered */
    static Optional<String> trouble(TopicsSeen seen, String server, @Nullable Exception failure) {
        return switch (seen.contact()) {
            case CONNECTING -> Optional.empty();
            case SILENT -> Optional.of("Kafka does not answer at " + server + because(failure));
            case ANSWERS -> seen.missing().isEmpty()
                    ? Optional.empty()
                    : Optional.of(seen.missing().entrySet().stream().sorted(Map.Entry.comparingByKey())
                            .map(TopicWords::missing).collect(Collectors.joining("; ")));
        };
    }

    /** Silence needs no reason beside it; what a broker or a client has against the connection does. */
    private static String because(@Nullable Exception failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        return cause == null || cause instanceof TimeoutException || cause instanceof RetriableException
                ? ""
                : " (" + cause.getMessage() + ")";
    }

    private static String missing(Map.Entry<Topic, String> one) {
        return "topic " + one.getKey().topicName() + " is missing"
                + (one.getValue().isEmpty() ? "" : " and cannot be made (" + one.getValue() + ")");
    }
}
