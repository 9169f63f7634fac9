package io.doorstep.analytics.topology;

import io.doorstep.events.Scope;

/** The key of what the clients of one scope did in one window. */
record ScopeInWindow(long windowStartMs, Scope scope) {}
