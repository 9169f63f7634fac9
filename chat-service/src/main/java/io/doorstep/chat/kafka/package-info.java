/**
 * Doorstep's side of Kafka: what is published, from one thread and never from a socket's, and what is followed.
 */
@NullMarked
package io.doorstep.chat.kafka;

import org.jspecify.annotations.NullMarked;
