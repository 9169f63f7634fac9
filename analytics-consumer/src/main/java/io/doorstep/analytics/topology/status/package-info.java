/**
 * How the learner is doing: its log, its meters, its status. Reads the other rooms and changes nothing.
 */
@NullMarked
package io.doorstep.analytics.topology.status;

import org.jspecify.annotations.NullMarked;
