/** The clients' ends of WebSockets, with a channel that tests hold in their hands. */
@NullMarked
package io.doorstep.benchmarks.sockets;

import org.jspecify.annotations.NullMarked;
