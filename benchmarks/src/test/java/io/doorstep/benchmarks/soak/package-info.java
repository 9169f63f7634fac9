/** What is read from a service that is soaked, and what is concluded. */
@NullMarked
package io.doorstep.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
