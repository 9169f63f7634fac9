/**
 * Kafka under a service's feet: whether it answers, whether the service's topics are there and are the same as before,
 * and how a topic is followed through all of it.
 */
@NullMarked
package io.doorstep.support.kafka;

import org.jspecify.annotations.NullMarked;
