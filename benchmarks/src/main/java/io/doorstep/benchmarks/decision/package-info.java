/**
 * What one decision costs, and what is kept of one client: Doorstep's whole admission beside the limiters of others alone,
 * with the same limits and the same keys.
 */
@NullMarked
package io.doorstep.benchmarks.decision;

import org.jspecify.annotations.NullMarked;
