package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.support.kafka.clients.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that Kafka Streams keeps for the learner, and how far its group has read. For one thread. */
public final class InternalTopics implements RecoverableState, AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;
    private final InternalTopicNames names;

    /** @param group that reads the input, which is what the names of these topics begin with */
    public InternalTopics(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
        this.names = new InternalTopicNames(group);
    }

    @Override
    public InternalTopicNames names() {
        return names;
    }

    /** The ids of those that are there. */
    Map<String, Uuid> ids() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Uuid> ids = new HashMap<>();
        look().forEach((name, found) -> ids.put(name, found.topicId()));
        return ids;
    }

    private Map<String, TopicDescription> look() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> one : admin.describeTopics(names.all())
                .topicNameValues().entrySet()) {
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

    @Override
    public Set<String> unusable(int partitions) throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> found = look();
        Set<String> unusable = new TreeSet<>(names.all());
        unusable.removeIf(name -> {
            TopicDescription one = found.get(name);
            return one != null && one.partitions().size() == names.partitions(name, partitions);
        });
        return unusable;
    }

    /**
     * Makes those that are missing, so that whoever waits to write to one can end.
     *
     * @param partitions of the input
     */
    void create(int partitions) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> missing = new TreeSet<>(names.all());
        missing.removeAll(look().keySet());
        for (KafkaFuture<Void> one : admin.createTopics(missing.stream()
                .map(name -> new NewTopic(name, Optional.of(names.partitions(name, partitions)), Optional.empty()))
                .toList()).values().values()) {
            try {
                awaitDone(one);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Map<String, Uuid> drop(Set<String> unwanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Uuid> there = ids();
        there.keySet().retainAll(unwanted);
        for (KafkaFuture<Void> one : admin.deleteTopics(there.keySet()).topicNameValues().values()) {
            try {
                awaitDone(one);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return there;
    }

    @Override
    public boolean areGone(Map<String, Uuid> dropped)
            throws InterruptedException, ExecutionException, TimeoutException {
        return dropped.isEmpty() || Collections.disjoint(ids().entrySet(), dropped.entrySet());
    }

    @Override
    public Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException, TimeoutException {
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

    @Override
    public Map<TopicPartition, Long> offsetsAt(Collection<TopicPartition> partitions, long timeMs)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.forTimestamp(timeMs)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listOffsets(asked).all()).forEach((partition, found) -> {
            if (found.offset() >= 0) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    /** Whether none of these partitions has ever held a record. */
    boolean areEmpty(Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        return await(admin.listOffsets(asked).all()).values().stream().allMatch(end -> end.offset() == 0);
    }

    @Override
    public void rewind(Map<TopicPartition, Long> offsets)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        offsets.forEach((partition, offset) -> next.put(partition, new OffsetAndMetadata(offset)));
        awaitDone(admin.alterConsumerGroupOffsets(group, next).all());
    }

    @Override
    public Set<String> readers() throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> readers = new TreeSet<>();
        await(admin.describeConsumerGroups(Set.of(group)).all())
                .forEach((_, described) -> described.members().forEach(member -> readers.add(member.clientId())));
        return readers;
    }

    /** Ends the membership of all who are in the group: those who are alive join it again. */
    void evictMembers() throws InterruptedException, ExecutionException, TimeoutException {
        awaitDone(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions()).all());
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
        KafkaClients.close(admin);
    }
}
