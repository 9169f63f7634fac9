/** Who is calling. */
@NullMarked
package io.doorstep.chat.client;

import org.jspecify.annotations.NullMarked;
