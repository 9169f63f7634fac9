/** The topology in Kafka's test driver, with the clock advanced by hand. */
@NullMarked
package io.doorstep.analytics.topology;

import org.jspecify.annotations.NullMarked;
