/** The replay's decisions, with sockets and time that tests hold in their hands. */
@NullMarked
package io.doorstep.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
