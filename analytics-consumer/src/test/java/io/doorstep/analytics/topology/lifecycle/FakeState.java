package io.doorstep.analytics.topology.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/** A group, its readers and its topics in memory. */
final class FakeState implements RecoverableState {
    static final InternalTopicNames NAMES = new InternalTopicNames("learner");

    /** By their names. */
    final Map<String, Uuid> topics = new HashMap<>();
    final Map<TopicPartition, Long> committed = new HashMap<>();
    final Map<TopicPartition, Long> offsetsAtAnyTime = new HashMap<>();
    final Set<String> readers = new HashSet<>();
    /** Those that were asked for. */
    final List<Map<TopicPartition, Long>> rewinds = new ArrayList<>();
    boolean deletesAtOnce = true;
    @Nullable
    RuntimeException refusal;
    long askedMs;

    FakeState() {
        NAMES.all().forEach(name -> topics.put(name, Uuid.randomUuid()));
    }

    @Override
    public InternalTopicNames names() {
        return NAMES;
    }

    @Override
    public Set<String> unusable(int partitions) {
        Set<String> missing = new HashSet<>(NAMES.all());
        missing.removeAll(topics.keySet());
        return missing;
    }

    @Override
    public Map<String, Uuid> drop(Set<String> unwanted) {
        Map<String, Uuid> dropped = new HashMap<>(topics);
        dropped.keySet().retainAll(unwanted);
        if (deletesAtOnce) {
            topics.keySet().removeAll(unwanted);
        }
        return dropped;
    }

    @Override
    public boolean areGone(Map<String, Uuid> dropped) {
        return dropped.entrySet().stream().noneMatch(topics.entrySet()::contains);
    }

    @Override
    public Map<TopicPartition, Long> committed() {
        return new HashMap<>(committed);
    }

    @Override
    public Map<TopicPartition, Long> offsetsAt(Collection<TopicPartition> partitions, long timeMs) {
        askedMs = timeMs;
        Map<TopicPartition, Long> offsets = new HashMap<>(offsetsAtAnyTime);
        offsets.keySet().retainAll(partitions);
        return offsets;
    }

    @Override
    public void rewind(Map<TopicPartition, Long> offsets) throws ExecutionException {
        rewinds.add(Map.copyOf(offsets));
        if (refusal != null) {
            throw new ExecutionException(refusal);
        }
        if (!readers.isEmpty()) {
            throw new ExecutionException(new UnknownMemberIdException("The group has members"));
        }
        committed.putAll(offsets);
    }

    @Override
    public Set<String> readers() {
        return Set.copyOf(readers);
    }
}
