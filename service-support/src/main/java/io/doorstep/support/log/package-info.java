/**
 * Log lines whose number follows time, not the attack that causes them.
 */
@NullMarked
package io.doorstep.support.log;

import org.jspecify.annotations.NullMarked;
