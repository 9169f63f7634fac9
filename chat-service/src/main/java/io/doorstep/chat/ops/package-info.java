/**
 * What operators see and do: status, health, meters; resets, and limits changed by hand. Reads the other parts; what it
 * changes goes through the admission, which tells its listeners.
 */
@NullMarked
package io.doorstep.chat.ops;

import org.jspecify.annotations.NullMarked;
