/**
 * Conversations that wait for an answer for long: when it is said, by which instance, and to whom. Knows the log and the
 * webhook as somebody to tell.
 */
@NullMarked
package io.doorstep.chat.unanswered;

import org.jspecify.annotations.NullMarked;
