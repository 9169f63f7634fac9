/**
 * The ordered way of one kind of records to its producer, or by way of the spool: when Kafka is given records, when a producer
 * is replaced, and when a record is durable. Used by {@code delivery} alone.
 */
@NullMarked
package io.doorstep.chat.kafka.pipeline;

import org.jspecify.annotations.NullMarked;
