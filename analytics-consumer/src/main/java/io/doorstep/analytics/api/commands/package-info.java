/** What operators order over HTTP, of limits and of clients, and what became of it. */
@NullMarked
package io.doorstep.analytics.api.commands;

import org.jspecify.annotations.NullMarked;
