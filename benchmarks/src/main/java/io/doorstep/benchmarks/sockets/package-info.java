/**
 * The clients' ends of WebSockets, each client's from an address of its own, all on one event loop. They know the protocol
 * of the chat as far as a load generator must, and nothing of what a run wants with them.
 */
@NullMarked
package io.doorstep.benchmarks.sockets;

import org.jspecify.annotations.NullMarked;
