package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.InputState;
import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.kafka.TopicsSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Which topics the streams were started on, and how far they have read those. For one thread. */
final class StreamsWatch {
    private static final Set<Topic> READ = Set.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.COMMANDS);

    private final Map<String, Uuid> known = new TreeMap<>();
    private final Map<TopicPartition, Long> latest = new HashMap<>();
    private final Map<TopicPartition, Long> highest = new HashMap<>();
    private boolean isBehind;
    private long movedNanos = System.nanoTime();

    /** In words, what is gone or another one; null where all are as they were. Those that are new are noted. */
    @Nullable
    String changed(TopicsSeen seen, Map<String, Uuid> internal) {
        Map<String, Uuid> now = idsByName(seen, internal);
        for (Map.Entry<String, Uuid> one : known.entrySet()) {
            if (!one.getValue().equals(now.get(one.getKey()))) {
                return "topic " + one.getKey() + (now.containsKey(one.getKey()) ? " was made anew" : " is gone");
            }
        }
        now.forEach(known::putIfAbsent);
        return null;
    }

    private static Map<String, Uuid> idsByName(TopicsSeen seen, Map<String, Uuid> internal) {
        Map<String, Uuid> ids = new HashMap<>(internal);
        seen.found().forEach((topic, found) -> ids.put(topic.topicName(), found.id()));
        return ids;
    }

    /** Those of these that were there and are gone or other ones. */
    Set<String> lost(Map<String, Uuid> internal, Set<String> names) {
        Set<String> lost = new TreeSet<>(names);
        lost.removeIf(name -> {
            Uuid before = known.get(name);
            return before == null || before.equals(internal.get(name));
        });
        return lost;
    }

    /** Notes how far the group has come. */
    void observe(InputState input, long nowNanos) {
        isBehind = input.ends().entrySet().stream()
                .anyMatch(end -> input.starts().getOrDefault(end.getKey(), 0L) < end.getValue());
        boolean moved = false;
        for (Map.Entry<TopicPartition, Long> start : input.starts().entrySet()) {
            highest.merge(start.getKey(), start.getValue(), Math::max);
            Long before = latest.put(start.getKey(), start.getValue());
            moved |= !start.getValue().equals(before);
        }
        if (moved || !isBehind) {
            movedNanos = nowNanos;
        }
    }

    /** How long nothing was committed though there was more. */
    long stuckNanos(long nowNanos) {
        return isBehind ? nowNanos - movedNanos : 0;
    }

    /**
     * The partitions of topics that were made anew whose committed offset is still of the topic before: it says nothing, or
     * would leave out what is there now. Below it means that the new one has been read already.
     */
    List<TopicPartition> stale(TopicsSeen seen, Map<TopicPartition, Long> committedNow) {
        List<TopicPartition> stale = new ArrayList<>();
        for (Topic topic : READ) {
            FoundTopic found = seen.found().get(topic);
            Uuid before = known.get(topic.topicName());
            if (found != null && before != null && !before.equals(found.id())) {
                IntStream.range(0, found.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                        .filter(partition -> isStale(partition, committedNow.get(partition))).forEach(stale::add);
            }
        }
        return stale;
    }

    private boolean isStale(TopicPartition partition, @Nullable Long offset) {
        return offset != null && offset > 0 && offset >= highest.getOrDefault(partition, 0L);
    }

    /** Notes the topics that new streams are started on, so that the first look sees which were made anew since. */
    void reset(TopicsSeen seen, Map<String, Uuid> internal, long nowNanos) {
        known.clear();
        known.putAll(idsByName(seen, internal));
        latest.clear();
        highest.clear();
        isBehind = false;
        movedNanos = nowNanos;
    }
}
