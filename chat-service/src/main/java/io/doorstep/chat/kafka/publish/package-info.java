/**
 * What is published of the admission: each event that stands for itself, and aggregates of those that come in numbers. Ends
 * at the outbox of {@code delivery}, to which it offers without waiting.
 */
@NullMarked
package io.doorstep.chat.kafka.publish;

import org.jspecify.annotations.NullMarked;
