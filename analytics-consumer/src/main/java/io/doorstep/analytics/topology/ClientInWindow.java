package io.doorstep.analytics.topology;

/** The key of what one client did in one window. */
record ClientInWindow(long windowStartMs, String client) {}
