/**
 * What the door costs from outside: sockets a second, memory of a socket, and what those inside notice of a flood. Each
 * result is a ratio to a reference that was measured in the same run.
 */
@NullMarked
package io.doorstep.benchmarks.door;

import org.jspecify.annotations.NullMarked;
