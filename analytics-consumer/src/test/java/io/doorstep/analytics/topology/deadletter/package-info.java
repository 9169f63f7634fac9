@NullMarked
package io.doorstep.analytics.topology.deadletter;

import org.jspecify.annotations.NullMarked;
