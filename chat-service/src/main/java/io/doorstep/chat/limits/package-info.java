/**
 * The effective limits of each scope: those of the settings, of the learner and of operators, and their bounds. It computes
 * no limit, and enforces none.
 */
@NullMarked
package io.doorstep.chat.limits;

import org.jspecify.annotations.NullMarked;
