/** The fold: sums, quantiles and bytes. */
@NullMarked
package io.doorstep.analytics.abuse;

import org.jspecify.annotations.NullMarked;
