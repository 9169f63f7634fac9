package io.doorstep.chat.kafka.delivery;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events leave and what is read at the start.
 *
 * @param queue events that may wait in memory for the one thread that sends them, at least 1; past it they are dropped
 *     and counted
 * @param spoolMaxBytes events on disk that Kafka has not taken, in bytes; past it the newest are dropped and counted; 0 =
 *     none: while Kafka is away they wait in memory
 * @param violationKeys clients whose refusals are counted at the same time before they are published, once a second, and
 *     so many networks, at least 1; what others are refused is dropped and counted
 * @param activityKeys clients whose activity is counted at the same time before it is published, once a minute, at least 1;
 *     that of others is dropped and counted
 * @param stopWithin how long a stop waits for Kafka to take the last events; 0 = not at all
 * @param historyPerPartition chat messages read again at the start, per partition of their topic; 0 = none
 */
@ConfigurationProperties("doorstep.events")
@Validated
public record EventSettings(@DefaultValue("65536") @Min(1) int queue,
        @DefaultValue("268435456") @Min(0) long spoolMaxBytes, @DefaultValue("16384") @Min(1) int violationKeys,
        @DefaultValue("16384") @Min(1) int activityKeys,
        @DefaultValue("5s") @DurationMin(seconds = 0) @DurationMax(days = 1) Duration stopWithin,
        @DefaultValue("5000") @Min(0) int historyPerPartition) {}
