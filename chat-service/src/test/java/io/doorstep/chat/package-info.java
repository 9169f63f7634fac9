/** The map of the service. */
@NullMarked
package io.doorstep.chat;

import org.jspecify.annotations.NullMarked;
