/**
 * Which pages may open a socket or a session: the configured origins, in the form in which browsers send them.
 */
@NullMarked
package io.doorstep.chat.origin;

import org.jspecify.annotations.NullMarked;
