package io.doorstep.analytics.topology.store;

/** The key of what one client did in one window. */
public record ClientInWindow(long windowStartMs, String client) {}
