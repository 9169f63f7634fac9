/** Kafka brokers for tests: one that all tests of a run share, or one of a test's own that stops and starts. */
@NullMarked
package io.doorstep.testing.broker;

import org.jspecify.annotations.NullMarked;
