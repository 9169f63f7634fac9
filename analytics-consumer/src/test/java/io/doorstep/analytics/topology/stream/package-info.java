@NullMarked
package io.doorstep.analytics.topology.stream;

import org.jspecify.annotations.NullMarked;
