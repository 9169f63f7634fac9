/**
 * An upgrade request: how it is recognised, what it says, and who makes it. Ends where the container has accepted the socket.
 */
@NullMarked
package io.doorstep.chat.socket.upgrade;

import org.jspecify.annotations.NullMarked;
