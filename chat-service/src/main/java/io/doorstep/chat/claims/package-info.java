/**
 * One limit for all instances together, by what they tell each other in one log: what has been seen of a client and an attempt
 * give an answer, or a claim, whose answer is its place in the log. It decides; it neither reads nor writes Kafka.
 */
@NullMarked
package io.doorstep.chat.claims;

import org.jspecify.annotations.NullMarked;
