/**
 * The topology: from events to windows, patterns, revisions and the answers to commands. What numbers come out is decided by
 * the pure rooms {@code usage}, {@code tuning} and {@code revision}.
 */
@NullMarked
package io.doorstep.analytics.topology.stream;

import org.jspecify.annotations.NullMarked;
