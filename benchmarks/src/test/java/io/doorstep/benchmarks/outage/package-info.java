@NullMarked
package io.doorstep.benchmarks.outage;

import org.jspecify.annotations.NullMarked;
