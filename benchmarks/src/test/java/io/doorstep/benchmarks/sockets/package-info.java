/** The clients' ends of WebSockets, and such as tests hold in their hands. */
@NullMarked
package io.doorstep.benchmarks.sockets;

import org.jspecify.annotations.NullMarked;
