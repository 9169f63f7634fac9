/**
 * How unlike others a client was in a minute: its counts, and a Random Cut Forest that is trained on the site itself. It
 * looks on, and never sanctions. Pure: time is an argument, and where its state is kept is decided elsewhere.
 */
@NullMarked
package io.doorstep.analytics.anomaly;

import org.jspecify.annotations.NullMarked;
