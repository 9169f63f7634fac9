/**
 * Doorstep from outside: whole processes, real sockets, real Kafka. What a test starts it finds on a free port, and what
 * it waits for is a condition, never a time.
 */
@NullMarked
package io.doorstep.system;

import org.jspecify.annotations.NullMarked;
