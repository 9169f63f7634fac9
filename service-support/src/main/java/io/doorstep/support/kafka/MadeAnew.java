package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;

/** Which topics are others than they were: deleted and made again, or of a broker that came back empty. */
final class MadeAnew {
    private static final Duration SHOWN_FOR = Duration.ofMinutes(1);

    private final Map<Topic, Uuid> ids = new ConcurrentHashMap<>();
    private final Map<Topic, Long> counts = new ConcurrentHashMap<>();
    private volatile String latest = "";
    private volatile long latestNanos;

    /** Whether it is another one than was seen before. */
    boolean isSo(Topic topic, Uuid id) {
        Uuid before = ids.put(topic, id);
        boolean anew = before != null && !before.equals(id);
        if (anew) {
            counts.merge(topic, 1L, Long::sum);
            latest = topic.topicName();
            latestNanos = System.nanoTime();
        }
        return anew;
    }

    long count(Topic topic) {
        return counts.getOrDefault(topic, 0L);
    }

    Optional<String> latest() {
        String topic = latest;
        return topic.isEmpty() || System.nanoTime() - latestNanos >= SHOWN_FOR.toNanos()
                ? Optional.empty()
                : Optional.of("topic " + topic + " was made anew within the last minute: what it held is gone");
    }
}
