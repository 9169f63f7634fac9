@NullMarked
package io.doorstep.analytics.topology.lifecycle;

import org.jspecify.annotations.NullMarked;
