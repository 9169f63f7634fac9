/**
 * The client's end of a connection: a visitor's WebSocket, raw HTTP and raw bytes, how long a close takes, and a balancer
 * between it and the instances.
 */
@NullMarked
package io.doorstep.testing.socket;

import org.jspecify.annotations.NullMarked;
