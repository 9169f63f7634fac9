/**
 * Records that can't be read, make no sense or can't be written: counted, passed to the dead letters, and skipped. Kafka
 * makes its handlers by their names; {@code lifecycle} names them.
 */
@NullMarked
package io.doorstep.analytics.topology.deadletter;

import org.jspecify.annotations.NullMarked;
