package io.doorstep.analytics.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that Kafka Streams keeps for the learner, and how far its group has read. For one thread. */
final class InternalTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InternalTopics.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** Stores of the tasks that read the input; the others have one task. */
    private static final List<String> BY_INPUT = List.of(ClientWindows.CLIENTS, ClientWindows.HEARD);
    private static final List<String> SINGLE = List.of(Sources.STORE, ScopeWindows.SCOPES, Counters.STORE,
            BookKeeper.BOOK, BookKeeper.REVISIONS, AnsweredCommands.STORE);

    private final Admin admin;
    private final String group;

    /** @param group that reads the input, which is what the names of these topics begin with */
    InternalTopics(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(group + "-" + LearnerTopology.PARTS + "-repartition");
        BY_INPUT.forEach(store -> names.add(changelog(store)));
        SINGLE.forEach(store -> names.add(changelog(store)));
        return names;
    }

    private String changelog(String store) {
        return group + "-" + store + "-changelog";
    }

    /** The ids of those that are there. */
    Map<String, Uuid> ids() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Uuid> ids = new HashMap<>();
        look().forEach((name, found) -> ids.put(name, found.topicId()));
        return ids;
    }

    private Map<String, TopicDescription> look() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> one : admin.describeTopics(names()).topicNameValues()
                .entrySet()) {
            try {
                found.put(one.getKey(), await(one.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    /**
     * Deletes those whose number of partitions is that of another input: Kafka Streams would never start on them.
     *
     * @param partitions of the input
     */
    void removeMisfits(int partitions) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> byInput = BY_INPUT.stream().map(this::changelog).toList();
        List<String> misfits = new ArrayList<>();
        look().forEach((name, found) -> {
            if (found.partitions().size() != (byInput.contains(name) ? partitions : 1)) {
                misfits.add(name);
            }
        });
        if (!misfits.isEmpty()) {
            LOG.warn("The input has {} partitions now: what was kept of its open windows is dropped with {}",
                    partitions,
                    misfits);
            awaitDone(admin.deleteTopics(misfits).all());
        }
    }

    /** The offsets that the group has committed. */
    Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> one : await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet()) {
            if (isKnown(one.getValue())) {
                committed.put(one.getKey(), one.getValue().offset());
            }
        }
        return committed;
    }

    /** Kafka has null for a partition of which nothing was committed. */
    @SuppressWarnings("ConstantValue")
    static boolean isKnown(OffsetAndMetadata offset) {
        return offset != null;
    }

    /** Lets the group begin at the beginning. Fails while another instance is reading. */
    void rewind(List<TopicPartition> partitions) throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        partitions.forEach(partition -> beginnings.put(partition, new OffsetAndMetadata(0)));
        awaitDone(admin.alterConsumerGroupOffsets(group, beginnings).all());
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Objects.requireNonNull(answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void awaitDone(KafkaFuture<Void> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
