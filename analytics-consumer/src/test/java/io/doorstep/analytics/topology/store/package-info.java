@NullMarked
package io.doorstep.analytics.topology.store;

import org.jspecify.annotations.NullMarked;
