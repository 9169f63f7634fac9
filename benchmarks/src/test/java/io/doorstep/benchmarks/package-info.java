@NullMarked
package io.doorstep.benchmarks;

import org.jspecify.annotations.NullMarked;
