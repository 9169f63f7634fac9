/** How results are printed. */
@NullMarked
package io.doorstep.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
