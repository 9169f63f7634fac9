/**
 * The frames of the protocol, as values: what clients and agents send, what the service sends, and close statuses.
 */
@NullMarked
package io.doorstep.chat.socket.frame;

import org.jspecify.annotations.NullMarked;
