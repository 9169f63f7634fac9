/** Limiters against a naive model, and the book. */
@NullMarked
package io.doorstep.chat.limits;

import org.jspecify.annotations.NullMarked;
