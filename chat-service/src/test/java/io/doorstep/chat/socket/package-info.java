/** Frames as they come. */
@NullMarked
package io.doorstep.chat.socket;

import org.jspecify.annotations.NullMarked;
