package io.doorstep.events;

import java.util.Map;

/**
 * What usage looked like in one window of one scope. It is demand, refused attempts included, since a limit that is
 * enforced would otherwise hide what people need.
 *
 * @param windowStartMs start of the window in milliseconds since the epoch
 * @param windowMs its length in milliseconds
 * @param clients distinct clients that tried to connect (an estimate for large numbers)
 * @param attempts connection attempts, admitted or not
 * @param admitted attempts that were let in
 * @param failedOpen admitted attempts that were let in because a part failed
 * @param rejected refusals by code, those of messages and sessions too
 * @param attemptsPerClient connection attempts of one client in the window
 * @param connectionsPerClient the most sockets one client held at once, or would have held had none been refused
 * @param poolPeak the most sockets any instance held at once
 * @param lost events that were published and never arrived, of all scopes; above 0, demand was higher than it looks
 */
public record UsagePattern(Scope scope, long windowStartMs, long windowMs, long clients, long attempts, long admitted,
        long failedOpen, Map<ErrorCode, Long> rejected, Quantiles attemptsPerClient, Quantiles connectionsPerClient,
        long poolPeak, long lost) implements Event {
    public UsagePattern {
        rejected = Map.copyOf(rejected);
    }

    @Override
    public String key() {
        return scope.name();
    }
}
