/**
 * Traffic that is made, not recorded: a shop's visitors, and what is laid over them, harmless or not. Each kind is a
 * record of its parameters; the same seed makes the same attempts.
 */
@NullMarked
package io.doorstep.benchmarks.traffic;

import org.jspecify.annotations.NullMarked;
