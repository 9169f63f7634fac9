/** What events cost: the thread that offers them, the sender that takes them to Kafka, and the learner that reads them. */
@NullMarked
package io.doorstep.benchmarks.events;

import org.jspecify.annotations.NullMarked;
