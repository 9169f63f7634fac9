/**
 * The replay: a recorded trace of visitors, played with real sockets against a running stack, and its count of what
 * happened beside the count of the events on Kafka. It knows the stack only from outside: its sockets, its topics. What
 * decides ({@link io.doorstep.benchmarks.replay.Visitor}, {@link io.doorstep.benchmarks.replay.Tally}) runs on one event
 * loop and knows neither Netty nor Kafka, so that it is tested without them.
 */
@NullMarked
package io.doorstep.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
