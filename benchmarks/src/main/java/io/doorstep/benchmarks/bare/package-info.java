/**
 * What Doorstep's door is compared with: a Spring Boot application whose WebSocket handler only greets and echoes, at once
 * or by way of Kafka, on the servers that Boot offers. It names what it takes from Boot's configuration, since its class path holds more.
 */
@NullMarked
package io.doorstep.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
