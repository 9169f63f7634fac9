/** What is reckoned from the measurements of the door. */
@NullMarked
package io.doorstep.benchmarks.door;

import org.jspecify.annotations.NullMarked;
