/** The live stream. */
@NullMarked
package io.doorstep.analytics.api.live;

import org.jspecify.annotations.NullMarked;
