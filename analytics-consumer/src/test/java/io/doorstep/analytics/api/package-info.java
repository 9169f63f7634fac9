/** The API on its own, with fakes behind it. */
@NullMarked
package io.doorstep.analytics.api;

import org.jspecify.annotations.NullMarked;
