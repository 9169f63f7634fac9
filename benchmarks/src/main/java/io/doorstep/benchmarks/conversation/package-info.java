/**
 * How many messages a second go through conversations, beside as many through a server that only echoes: writers with a
 * bounded number of messages under way, what counts as arrived, and how long that took.
 */
@NullMarked
package io.doorstep.benchmarks.conversation;

import org.jspecify.annotations.NullMarked;
