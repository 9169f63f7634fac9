/** How results are summed up and printed. */
@NullMarked
package io.doorstep.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
