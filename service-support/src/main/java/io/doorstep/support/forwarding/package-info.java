/**
 * For whom proxies forward: addresses as they are written, and the headers that a trusted proxy's word is read from. Knows
 * nothing of what a client may do.
 */
@NullMarked
package io.doorstep.support.forwarding;

import org.jspecify.annotations.NullMarked;
