/** Who is next, on threads that wait for each other. */
@NullMarked
package io.doorstep.support.turns;

import org.jspecify.annotations.NullMarked;
