/**
 * Log lines whose number follows time, not the attack that causes them.
 */
@NullMarked
package io.doorstep.chat.log;

import org.jspecify.annotations.NullMarked;
