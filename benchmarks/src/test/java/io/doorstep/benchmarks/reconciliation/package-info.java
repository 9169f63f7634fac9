@NullMarked
package io.doorstep.benchmarks.reconciliation;

import org.jspecify.annotations.NullMarked;
