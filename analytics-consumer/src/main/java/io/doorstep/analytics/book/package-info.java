/**
 * What is known of the limits of a scope, and what a window or an operator's command makes of it. Pure: it decides what is
 * to be published, and publishes nothing. Public are the words of those decisions.
 */
@NullMarked
package io.doorstep.analytics.book;

import org.jspecify.annotations.NullMarked;
