/**
 * The loop from usage to limits on the live stack: a recorded trace, an attack laid over it and visitors whom the learner
 * has not foreseen, played with real sockets, while three places are watched that each step must show: the learner's API,
 * its topics, and the status of the door. What is judged ({@link io.doorstep.benchmarks.loop.Script},
 * {@link io.doorstep.benchmarks.loop.Steps}, {@link io.doorstep.benchmarks.loop.Verdict}) knows neither sockets nor Kafka.
 */
@NullMarked
package io.doorstep.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
