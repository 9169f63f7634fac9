/**
 * Requests take turns, so that a flood of one client's does not keep the other work of a service waiting. Owns who is next;
 * knows nothing of what a request asks for.
 */
@NullMarked
package io.doorstep.support.turns;

import org.jspecify.annotations.NullMarked;
