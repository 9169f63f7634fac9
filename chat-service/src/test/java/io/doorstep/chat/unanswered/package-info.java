/** Conversations that nobody answers, without a topic and without a webhook. */
@NullMarked
package io.doorstep.chat.unanswered;

import org.jspecify.annotations.NullMarked;
