/** Decisions, and what they cost. */
@NullMarked
package io.doorstep.chat.admission;

import org.jspecify.annotations.NullMarked;
