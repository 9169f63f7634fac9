/**
 * The life of admitted sockets: registered, pinged, idle, drained, and compared with the permits they hold. The rooms below
 * hold its parts: upgrade, dialogue, frames and Tomcat's side.
 */
@NullMarked
package io.doorstep.chat.socket;

import org.jspecify.annotations.NullMarked;
