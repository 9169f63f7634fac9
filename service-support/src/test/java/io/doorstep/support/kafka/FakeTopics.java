package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;

/** Topics of a broker that does as it is told. */
final class FakeTopics implements KafkaTopics {
    final Map<Topic, FoundTopic> there = new ConcurrentHashMap<>();
    volatile boolean answers = true;
    volatile String refusal = "";
    volatile boolean closed;

    void make(Topic topic) {
        there.put(topic, new FoundTopic(Uuid.randomUuid(), 1));
    }

    @Override
    public Map<Topic, FoundTopic> look(Set<Topic> topics) throws ExecutionException {
        requireAnswer();
        Map<Topic, FoundTopic> found = new HashMap<>(there);
        found.keySet().retainAll(topics);
        return found;
    }

    @Override
    public Ensured ensure(Set<Topic> topics) throws ExecutionException {
        requireAnswer();
        Set<Topic> created = EnumSet.noneOf(Topic.class);
        Map<Topic, String> missing = new HashMap<>();
        for (Topic topic : topics) {
            if (!there.containsKey(topic)) {
                if (refusal.isEmpty()) {
                    make(topic);
                    created.add(topic);
                } else {
                    missing.put(topic, refusal);
                }
            }
        }
        return new Ensured(created, missing, missing.isEmpty() ? Optional.empty() : Optional.of("missing: " + missing));
    }

    private void requireAnswer() throws ExecutionException {
        if (!answers) {
            throw new ExecutionException(new TimeoutException("no answer"));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
