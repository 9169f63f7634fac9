package io.doorstep.support.connector;

import io.doorstep.support.connections.ConnectionBounds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a connection may cost that is no socket, not yet or never: {@code doorstep.requests.*} of both services.
 *
 * @param maxConnections of them in all; past it the idle end first, then those that have waited longest
 * @param maxPerClient of one client (an IPv4 address, an IPv6 /64) that have not sent a whole request, and as many that
 *     are being answered; past it the oldest end. Trusted proxies have no such bound
 * @param networkFactor how many times the connections of one IPv6 client all clients of one /48 may have together; 0 = no
 *     such bound
 * @param perSecond requests of one client, past which they wait; 0 = no such bound
 * @param headWithin in which the head of a request must have come, however it comes
 * @param bodyWithin in which a request with a body must have come and been answered
 * @param answerWithin in which the answer to any other request must have been taken
 * @param idleWithin in which another request must begin
 */
public record RequestSettings(@DefaultValue("1000") @Min(10) @Max(100_000) int maxConnections,
        @DefaultValue("100") @Min(1) @Max(100_000) int maxPerClient,
        @DefaultValue("8") @Min(0) @Max(10_000) int networkFactor,
        @DefaultValue("200") @Min(0) @Max(1_000_000) int perSecond,
        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration headWithin,
        @DefaultValue("20s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration bodyWithin,
        @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration answerWithin,
        @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration idleWithin) {

    public ConnectionBounds bounds() {
        return new ConnectionBounds(maxConnections, maxPerClient, maxPerClient * networkFactor, headWithin, bodyWithin,
                answerWithin, idleWithin);
    }
}
