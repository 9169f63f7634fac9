/** Suspects as events come by: a processor that gives each event to the rules, and publishes the sanctions. */
@NullMarked
package io.doorstep.analytics.topology.suspects;

import org.jspecify.annotations.NullMarked;
