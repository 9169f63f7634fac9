package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The topics of a broker. What fails with an exception has not been answered by Kafka. */
interface KafkaTopics extends AutoCloseable {

    /** Those that are there. */
    Map<Topic, FoundTopic> look(Set<Topic> topics) throws InterruptedException, ExecutionException, TimeoutException;

    /** Creates those that are missing. */
    Ensured ensure(Set<Topic> topics) throws InterruptedException, ExecutionException, TimeoutException;

    @Override
    void close();
}
