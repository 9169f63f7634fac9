/** The service from outside, and its boundaries. */
@NullMarked
package io.doorstep.analytics;

import org.jspecify.annotations.NullMarked;
