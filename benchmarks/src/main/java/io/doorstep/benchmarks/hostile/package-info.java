/**
 * An hour in which everything goes wrong at once, on real processes, and whether anybody who behaved noticed. Attackers use
 * addresses of 127.0.0.0/16, visitors the others of 127.0.0.0/8.
 */
@NullMarked
package io.doorstep.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
