/**
 * What visitors met with, what is on Kafka and what a service still holds, and whether all of it agrees: the checks that
 * several benchmarks end with.
 */
@NullMarked
package io.doorstep.benchmarks.reconciliation;

import org.jspecify.annotations.NullMarked;
