@NullMarked
package io.doorstep.analytics.topology.readmodel;

import org.jspecify.annotations.NullMarked;
