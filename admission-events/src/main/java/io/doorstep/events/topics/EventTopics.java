package io.doorstep.events.topics;

import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics of the contract that are missing, and looks at those that are there. It never changes one: more
 * partitions would send a key elsewhere from then on, and another cleanup policy can delete what somebody keeps.
 */
public final class EventTopics {
    static final String CLEANUP_POLICY = "cleanup.policy";

    private final Admin admin;
    private final Duration patience;

    /** @param patience how long Kafka may take for each answer */
    public EventTopics(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    /** @throws ExecutionException if Kafka does not answer, as it may for {@link TimeoutException} */
    public TopicReport ensure(Set<Topic> topics) throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(names(topics))
                .topicNameValues();
        Map<Topic, TopicState> states = new EnumMap<>(Topic.class);
        for (Topic topic : topics) {
            TopicDescription found = answer(descriptions, topic.topicName());
            states.put(topic, found == null
                    ? create(topic)
                    : new TopicState.Found(found.partitions().size(), cleanupPolicy(topic)));
        }
        return new TopicReport(states);
    }

    /**
     * Looks which are there, and creates none.
     *
     * @return those that are
     * @throws ExecutionException if Kafka does not answer, as it may for {@link TimeoutException}
     */
    public Map<Topic, FoundTopic> look(Set<Topic> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(names(topics))
                .topicNameValues();
        Map<Topic, FoundTopic> there = new EnumMap<>(Topic.class);
        for (Topic topic : topics) {
            TopicDescription found = answer(descriptions, topic.topicName());
            if (found != null) {
                there.put(topic, new FoundTopic(found.topicId(), found.partitions().size()));
            }
        }
        return there;
    }

    private static List<String> names(Set<Topic> topics) {
        return topics.stream().map(Topic::topicName).collect(Collectors.toList());
    }

    private TopicState create(Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic missing = new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.config());
        try {
            await(admin.createTopics(List.of(missing)).all());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RetriableException) {
                throw e;
            }
            if (cause != null && !(cause instanceof TopicExistsException)) {
                return new TopicState.Missing(String.valueOf(cause.getMessage()));
            }
        }
        return new TopicState.Created(topic.partitions());
    }

    private @Nullable String cleanupPolicy(Topic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        Config config = answer(admin.describeConfigs(List.of(resource)).values(), resource);
        return config == null || config.get(CLEANUP_POLICY) == null ? null : config.get(CLEANUP_POLICY).value();
    }

    /** Null where there is none, or where it may not be seen. */
    private <K, V> @Nullable V answer(Map<K, KafkaFuture<V>> answers, K key)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return await(Objects.requireNonNull(answers.get(key)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException
                    && !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            return null;
        }
    }

    private <V> V await(KafkaFuture<V> answer) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
