/**
 * What the learner has published, read back from Kafka on every instance, bounded, for the API and the command gateway.
 */
@NullMarked
package io.doorstep.analytics.topology.readmodel;

import org.jspecify.annotations.NullMarked;
