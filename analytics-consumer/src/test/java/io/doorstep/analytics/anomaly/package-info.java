@NullMarked
package io.doorstep.analytics.anomaly;

import org.jspecify.annotations.NullMarked;
