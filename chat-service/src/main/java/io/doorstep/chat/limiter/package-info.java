/**
 * The limiters that enforce limits, in a store that is bounded. They choose no limit: numbers come from the effective limits.
 */
@NullMarked
package io.doorstep.chat.limiter;

import org.jspecify.annotations.NullMarked;
