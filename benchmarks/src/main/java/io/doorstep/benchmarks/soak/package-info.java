/**
 * A crowd of good and bad clients that uses a chat service for a long time, and what must hold when it has gone: nothing
 * is held for those who left, nothing is stuck, and nothing has grown.
 */
@NullMarked
package io.doorstep.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
