/**
 * The learner over HTTP: what it saw, what it revised and why, how it is doing, and what operators want of it. It passes
 * their commands on, and decides nothing.
 */
@NullMarked
package io.doorstep.analytics.api;

import org.jspecify.annotations.NullMarked;
