/** The commands that measure, one word for each on the command line. */
@NullMarked
package io.doorstep.benchmarks;

import org.jspecify.annotations.NullMarked;
