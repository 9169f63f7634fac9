/** The subjects, asked as the measurement asks them. */
@NullMarked
package io.doorstep.benchmarks.decision;

import org.jspecify.annotations.NullMarked;
