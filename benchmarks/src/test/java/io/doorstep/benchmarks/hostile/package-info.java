@NullMarked
package io.doorstep.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
