/** The tuner: tables of decisions, and what always holds. */
@NullMarked
package io.doorstep.analytics.tuning;

import org.jspecify.annotations.NullMarked;
