/**
 * The servers that are measured, each a process of its own with the same Java and the same heap, and what can be seen of
 * such a process from outside.
 */
@NullMarked
package io.doorstep.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
