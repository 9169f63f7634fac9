/** Those who come to the door, with sockets and time that tests hold in their hands. */
@NullMarked
package io.doorstep.benchmarks.door;

import org.jspecify.annotations.NullMarked;
