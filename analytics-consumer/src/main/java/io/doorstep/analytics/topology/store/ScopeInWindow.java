package io.doorstep.analytics.topology.store;

import io.doorstep.events.Scope;

/** The key of what the clients of one scope did in one window. */
public record ScopeInWindow(long windowStartMs, Scope scope) {}
