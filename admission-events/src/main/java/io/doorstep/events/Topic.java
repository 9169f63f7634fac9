package io.doorstep.events;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A Kafka topic of Doorstep with the settings it is created with. */
public enum Topic {

    CONNECTIONS("admission.connections", 12, Duration.ofDays(7)),
    VIOLATIONS("admission.violations", 12, Duration.ofDays(7)),
    PATTERNS("admission.patterns", 3, Duration.ofDays(30)),
    /** The latest revision per scope. Only the learner writes. */
    LIMITS("admission.limits", 1, Duration.ZERO),
    /** What each instance of the chat service was configured with, as long as it runs. */
    CONFIGURATION("admission.configuration", 1, Duration.ofHours(12)),
    /** The latest sanction per client, as long as one lasts. Only the learner writes. */
    SANCTIONS("admission.sanctions", 1, Duration.ZERO),
    /** Every revision and every answer to a command, for good. Only the learner writes. */
    REVISION_LOG("admission.book", 1, Duration.ofMillis(-1)),
    /** What instances tell each other of clients, so that one limit holds for all of them together. */
    CLAIMS("admission.claims", 12, Duration.ofMinutes(90)),
    /** What operators want of the limits, and of the sanctions. */
    COMMANDS("admission.commands", 1, Duration.ofDays(30)),
    /** What the learner could not read, as it came, with the reason in its headers. */
    DEAD_LETTERS("admission.dead-letters", 1, Duration.ofDays(7)),
    MESSAGES("chat.messages", 12, Duration.ofDays(7)),
    /** Who types and who is there: of use for seconds. */
    SIGNALS("chat.signals", 3, Duration.ofMinutes(10));

    private static final Duration LONGEST_SEGMENT = Duration.ofMinutes(10);

    private final String topicName;
    private final int partitions;
    private final Duration retention;

    Topic(String topicName, int partitions, Duration retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.retention = retention;
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    /** Topic settings under the names Kafka gives them. */
    public Map<String, String> config() {
        if (retention.isZero()) {
            return Map.of("cleanup.policy", "compact");
        }
        Map<String, String> config = new TreeMap<>(
                Map.of("cleanup.policy", "delete", "retention.ms", String.valueOf(retention.toMillis())));
        if (!retention.isNegative() && retention.toDays() == 0) {
            config.put("segment.ms", String.valueOf(LONGEST_SEGMENT.toMillis()));
        }
        if (this == CLAIMS) {
            config.put("message.timestamp.type", "LogAppendTime");
        }
        return Map.copyOf(config);
    }
}
