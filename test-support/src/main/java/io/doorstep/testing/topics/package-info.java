/** What is on Kafka's topics, read back for assertions. */
@NullMarked
package io.doorstep.testing.topics;

import org.jspecify.annotations.NullMarked;
