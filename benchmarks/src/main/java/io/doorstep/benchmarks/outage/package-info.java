/** A chat service under steady load whose broker goes away and comes back, and whether all that happened is on Kafka. */
@NullMarked
package io.doorstep.benchmarks.outage;

import org.jspecify.annotations.NullMarked;
