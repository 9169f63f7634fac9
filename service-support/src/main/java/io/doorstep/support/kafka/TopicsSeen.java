package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of Kafka at one time.
 *
 * @param found the topics that were there at Kafka's last answer
 * @param missing the others, with the reason why they could not be made; empty where it is not known yet
 */
public record TopicsSeen(Contact contact, Map<Topic, FoundTopic> found, Map<Topic, String> missing) {
    static final TopicsSeen NOTHING = new TopicsSeen(Contact.CONNECTING, Map.of(), Map.of());

    public TopicsSeen {
        found = Map.copyOf(found);
        missing = Map.copyOf(missing);
    }

    public boolean has(Topic topic) {
        return found.containsKey(topic);
    }

    public boolean hasAll(Collection<Topic> topics) {
        return found.keySet().containsAll(topics);
    }

    /** A topic that was deleted and made again is another one. */
    public Optional<FoundTopic> of(Topic topic) {
        return Optional.ofNullable(found.get(topic));
    }

    TopicsSeen with(Contact now) {
        return new TopicsSeen(now, found, missing);
    }
}
