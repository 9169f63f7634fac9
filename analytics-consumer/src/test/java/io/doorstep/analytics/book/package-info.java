/** What windows and commands make of a book. */
@NullMarked
package io.doorstep.analytics.book;

import org.jspecify.annotations.NullMarked;
