/**
 * The limits of a scope as the learner has revised them, and what a window or an operator's command makes of them. Pure: it
 * decides what is to be published, and publishes nothing. Public are the words of those decisions.
 */
@NullMarked
package io.doorstep.analytics.revision;

import org.jspecify.annotations.NullMarked;
