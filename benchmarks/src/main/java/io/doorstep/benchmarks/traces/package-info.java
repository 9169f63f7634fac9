/**
 * Traces that are made, not recorded: small enough to ship, and the same on every machine. In the form that
 * {@code io.doorstep.benchmarks.replay} plays.
 */
@NullMarked
package io.doorstep.benchmarks.traces;

import org.jspecify.annotations.NullMarked;
