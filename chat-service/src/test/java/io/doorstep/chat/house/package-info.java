/** Decisions, and what they cost. */
@NullMarked
package io.doorstep.chat.house;

import org.jspecify.annotations.NullMarked;
