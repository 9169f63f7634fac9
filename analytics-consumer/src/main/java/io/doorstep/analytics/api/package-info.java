/** The learner over HTTP: what it saw, what it revised and why, and how it is doing. It reads, and decides nothing. */
@NullMarked
package io.doorstep.analytics.api;

import org.jspecify.annotations.NullMarked;
