/**
 * The effective sanctions: what applies to a client now. It imposes none: the learner does, and each lapses here by itself,
 * at its end or when the learner has not renewed it.
 */
@NullMarked
package io.doorstep.chat.sanction;

import org.jspecify.annotations.NullMarked;
