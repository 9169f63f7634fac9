/**
 * The connections that are no sockets yet: what each waits for, how long it may, and how many there may be. Knows channels
 * and clocks, and nothing of how a request is read.
 */
@NullMarked
package io.doorstep.support.connections;

import org.jspecify.annotations.NullMarked;
