/** The traces that ship. */
@NullMarked
package io.doorstep.benchmarks.traces;

import org.jspecify.annotations.NullMarked;
