/**
 * Tomcat's side of a socket: the TCP connection, the frames that leave it, budgets of what comes in, and closes that end in
 * time. The only room that knows Tomcat's WebSocket types.
 */
@NullMarked
package io.doorstep.chat.socket.tomcat;

import org.jspecify.annotations.NullMarked;
