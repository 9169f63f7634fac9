/**
 * The life of a WebSocket: upgrade, admission, frames, heartbeat, idleness, drain, close.
 */
@NullMarked
package io.doorstep.chat.socket;

import org.jspecify.annotations.NullMarked;
