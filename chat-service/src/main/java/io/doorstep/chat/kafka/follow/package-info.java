/**
 * What this instance reads from Kafka: revised limits, sanctions, messages and signals of all instances. Each feed turns events into calls
 * of another room; how topics are followed is {@code service-support}'s.
 */
@NullMarked
package io.doorstep.chat.kafka.follow;

import org.jspecify.annotations.NullMarked;
