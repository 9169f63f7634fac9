/**
 * Records on disk that Kafka has not acknowledged, and the last sequence of each source. Used by {@code pipeline} and
 * {@code delivery} alone, from the sender's thread.
 */
@NullMarked
package io.doorstep.chat.kafka.spool;

import org.jspecify.annotations.NullMarked;
