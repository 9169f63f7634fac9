/** What the connector lets through, and what it bounds. */
@NullMarked
package io.doorstep.support.connector;

import org.jspecify.annotations.NullMarked;
