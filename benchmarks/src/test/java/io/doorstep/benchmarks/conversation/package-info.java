/** Talk with sockets and time that tests hold in their hands. */
@NullMarked
package io.doorstep.benchmarks.conversation;

import org.jspecify.annotations.NullMarked;
