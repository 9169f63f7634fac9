/** Who is calling. */
@NullMarked
package io.doorstep.chat.places;

import org.jspecify.annotations.NullMarked;
