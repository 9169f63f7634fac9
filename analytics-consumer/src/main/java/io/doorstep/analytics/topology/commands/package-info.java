/**
 * The way of an operator's command to the instance that tunes, and of its answer back. Used by the API.
 */
@NullMarked
package io.doorstep.analytics.topology.commands;

import org.jspecify.annotations.NullMarked;
