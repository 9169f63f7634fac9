/** Made traffic: the same each time, and what its parameters say. */
@NullMarked
package io.doorstep.benchmarks.traffic;

import org.jspecify.annotations.NullMarked;
