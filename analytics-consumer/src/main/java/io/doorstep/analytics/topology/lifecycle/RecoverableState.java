package io.doorstep.analytics.topology.lifecycle;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** What Kafka keeps for the learner: topics of Kafka Streams, and how far the group has read. */
interface RecoverableState {

    InternalTopicNames names();

    /**
     * The topics that are not there, and those that Kafka Streams would never start on, since their number of partitions is
     * that of another input.
     *
     * @param partitions of the input
     */
    Set<String> unusable(int partitions) throws InterruptedException, ExecutionException, TimeoutException;

    /**
     * Deletes those of these that are there. Kafka Streams makes them when it starts.
     *
     * @return the ids of those that were deleted
     */
    Map<String, Uuid> drop(Set<String> unwanted) throws InterruptedException, ExecutionException, TimeoutException;

    /** Whether none of these is there; another topic of the same name is not one of them. */
    boolean areGone(Map<String, Uuid> dropped) throws InterruptedException, ExecutionException, TimeoutException;

    /** The offsets that the group has committed. */
    Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException, TimeoutException;

    /** By partition, the offset of the first record that is of this time or later; none for those without any. */
    Map<TopicPartition, Long> offsetsAt(Collection<TopicPartition> partitions, long timeMs)
            throws InterruptedException, ExecutionException, TimeoutException;

    /** Lets the group go on at these offsets. Fails while somebody is reading. */
    void rewind(Map<TopicPartition, Long> offsets) throws InterruptedException, ExecutionException, TimeoutException;

    /** The client ids of those who are in the group. */
    Set<String> readers() throws InterruptedException, ExecutionException, TimeoutException;
}
