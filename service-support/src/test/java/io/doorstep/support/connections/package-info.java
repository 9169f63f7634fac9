/** Bounds of connections, by tables and on real channels. */
@NullMarked
package io.doorstep.support.connections;

import org.jspecify.annotations.NullMarked;
