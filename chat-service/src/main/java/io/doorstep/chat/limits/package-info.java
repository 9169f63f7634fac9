/**
 * The limits in force, the limiters that enforce them and their bounded store. The book computes no limit and the
 * limiters choose none: numbers come from the settings, from the learner or from an operator.
 */
@NullMarked
package io.doorstep.chat.limits;

import org.jspecify.annotations.NullMarked;
