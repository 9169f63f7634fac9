package io.doorstep.events.topics;

import org.apache.kafka.common.Uuid;

/**
 * A topic that is there.
 *
 * @param id another one once the topic has been deleted and made again
 */
public record FoundTopic(Uuid id, int partitions) {}
