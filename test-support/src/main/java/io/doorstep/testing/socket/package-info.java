/** The client's end of a connection: a visitor's WebSocket, raw HTTP and raw bytes, and how long a close takes. */
@NullMarked
package io.doorstep.testing.socket;

import org.jspecify.annotations.NullMarked;
