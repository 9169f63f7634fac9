/**
 * The life of the streams: started once Kafka answers, watched, and started anew when they stop working. Knows the topology
 * as something to run.
 */
@NullMarked
package io.doorstep.analytics.topology.lifecycle;

import org.jspecify.annotations.NullMarked;
