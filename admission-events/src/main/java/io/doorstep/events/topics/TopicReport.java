package io.doorstep.events.topics;

import io.doorstep.events.Topic;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the topics were found, those that have just been created among them. */
public final class TopicReport {
    private final Map<Topic, TopicState> states;

    TopicReport(Map<Topic, TopicState> states) {
        this.states = new EnumMap<>(states);
    }

    /** What is not as the contract has it, in one sentence; empty where all is well. */
    public Optional<String> complaint() {
        String all = states.entrySet().stream().flatMap(TopicReport::complaints).collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of("The topics are not as they should be: " + all + ".");
    }

    private static Stream<String> complaints(Map.Entry<Topic, TopicState> state) {
        return state.getValue().complaints(state.getKey()).stream()
                .map(complaint -> state.getKey().topicName() + " " + complaint);
    }

    /** Whether all are there, in whatever state. */
    public boolean isComplete() {
        return states.values().stream().noneMatch(TopicState.Missing.class::isInstance);
    }

    /** Those that could not be created, and why. */
    public Map<Topic, String> missing() {
        Map<Topic, String> reasons = new EnumMap<>(Topic.class);
        states.forEach((topic, state) -> {
            if (state instanceof TopicState.Missing(String reason)) {
                reasons.put(topic, reason);
            }
        });
        return reasons;
    }

    /** Those that were missing, and have been created. */
    public Set<Topic> created() {
        return states.entrySet().stream().filter(state -> state.getValue() instanceof TopicState.Created)
                .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
    }

    /** How many partitions a topic has; 0 where it is missing. */
    public int partitions(Topic topic) {
        TopicState state = states.get(topic);
        return state == null ? 0 : state.partitions();
    }
}
