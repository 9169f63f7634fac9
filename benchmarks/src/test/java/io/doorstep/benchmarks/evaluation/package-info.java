/** Policies on traffic whose outcome can be counted by hand, and on traffic that is made. */
@NullMarked
package io.doorstep.benchmarks.evaluation;

import org.jspecify.annotations.NullMarked;
