/**
 * The way of an event from the outbox to a pipeline: the thread that sends, the sequences it gives, and what it counts. Other
 * rooms offer to its outbox.
 */
@NullMarked
package io.doorstep.chat.kafka.delivery;

import org.jspecify.annotations.NullMarked;
