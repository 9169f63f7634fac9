/**
 * The learner as a service: its settings, who may call it, and its start. What it does is in the packages below, which do
 * not know this one.
 */
@NullMarked
package io.doorstep.analytics;

import org.jspecify.annotations.NullMarked;
