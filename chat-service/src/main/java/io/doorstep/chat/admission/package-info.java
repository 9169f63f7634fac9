/**
 * The answer to one attempt. Decides from its arguments and the limiters, reports to its listeners, and never waits, so that
 * it can be asked on a socket's own thread.
 */
@NullMarked
package io.doorstep.chat.admission;

import org.jspecify.annotations.NullMarked;
