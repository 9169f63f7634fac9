/**
 * Doorstep's side of Kafka, put together: what is published (never from a socket's thread) and what is followed. The rooms
 * below do the work, and nobody but this configuration makes their types.
 */
@NullMarked
package io.doorstep.chat.kafka;

import org.jspecify.annotations.NullMarked;
