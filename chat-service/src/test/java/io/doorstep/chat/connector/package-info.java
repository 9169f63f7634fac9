/** What the connector lets through, and what it bounds. */
@NullMarked
package io.doorstep.chat.connector;

import org.jspecify.annotations.NullMarked;
