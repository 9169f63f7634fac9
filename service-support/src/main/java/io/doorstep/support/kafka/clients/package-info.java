/**
 * Kafka's clients: made through Spring's factories, with Micrometer's meters, and closed within a time that somebody has
 * chosen. Whoever is a client of Kafka may come in.
 */
@NullMarked
package io.doorstep.support.kafka.clients;

import org.jspecify.annotations.NullMarked;
