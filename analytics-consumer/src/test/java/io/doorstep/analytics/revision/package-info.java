@NullMarked
package io.doorstep.analytics.revision;

import org.jspecify.annotations.NullMarked;
