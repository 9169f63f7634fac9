/** The way of claims to Kafka: at once where somebody waits, and never on the thread of a socket. */
@NullMarked
package io.doorstep.chat.kafka.claims;

import org.jspecify.annotations.NullMarked;
