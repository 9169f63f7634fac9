/** The fold: sums, quantiles and bytes. */
@NullMarked
package io.doorstep.analytics.usage;

import org.jspecify.annotations.NullMarked;
