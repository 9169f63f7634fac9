package io.doorstep.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param lost events of all scopes that no window has counted, since they never arrived, or arrived after their window was
 *     closed; above 0, demand was higher than it looks
 * @param messagesPerSession the most messages that a session of one client sent in a minute, refused ones included; of
 *     the clients that sent any
 * @param sessionsPerClient sessions that one client was given or refused in the window of the session limit; of the
 *     clients that asked for any
 * @param collateral whom each limit met
 * @param attacked limits that few clients tried far beyond: nothing about them is learned from this window
 */
public record UsagePattern(Scope scope, long windowStartMs, long windowMs, long clients, long attempts, long admitted,
        long failedOpen, Map<ErrorCode, Long> rejected, Quantiles attemptsPerClient, Quantiles connectionsPerClient,
        long poolPeak, long lost, Quantiles messagesPerSession, Quantiles sessionsPerClient,
        List<GoodClientImpact> collateral, List<LimitName> attacked) implements Event {
    public UsagePattern {
        Promise.present("scope", scope);
        Promise.atLeast(0, "window_start_ms", windowStartMs);
        Promise.atLeast(1, "window_ms", windowMs);
        Promise.present("rejected", rejected);
        Promise.present("attempts_per_client", attemptsPerClient);
        Promise.present("connections_per_client", connectionsPerClient);
        rejected = Map.copyOf(rejected);
        messagesPerSession = orElse(messagesPerSession, Quantiles.NONE);
        sessionsPerClient = orElse(sessionsPerClient, Quantiles.NONE);
        collateral = List.copyOf(orElse(collateral, List.of()));
        attacked = List.copyOf(orElse(attacked, List.of()));
    }

    public static Builder builder(Scope scope) {
        return new Builder(scope);
    }

    /** Earlier publishers left these out. */
    private static <T> T orElse(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }

    /** This pattern with these limits attacked. */
    public UsagePattern withAttacked(List<LimitName> limits) {
        return new UsagePattern(scope, windowStartMs, windowMs, clients, attempts, admitted, failedOpen, rejected,
                attemptsPerClient, connectionsPerClient, poolPeak, lost, messagesPerSession, sessionsPerClient,
                collateral, limits);
    }

    @Override
    public String key() {
        return scope.name();
    }

    /** With each component by its name, since most are numbers; those that are not given are 0, empty or absent. */
    public static final class Builder {
        private final Scope scope;
        private long windowStartMs;
        private long windowMs;
        private long clients;
        private long attempts;
        private long admitted;
        private long failedOpen;
        private Map<ErrorCode, Long> rejected = Map.of();
        private Quantiles attemptsPerClient = Quantiles.NONE;
        private Quantiles connectionsPerClient = Quantiles.NONE;
        private long poolPeak;
        private long lost;
        private Quantiles messagesPerSession = Quantiles.NONE;
        private Quantiles sessionsPerClient = Quantiles.NONE;
        private List<GoodClientImpact> collateral = List.of();
        private List<LimitName> attacked = List.of();

        private Builder(Scope scope) {
            this.scope = scope;
        }

        public Builder windowStartMs(long value) {
            windowStartMs = value;
            return this;
        }

        public Builder windowMs(long value) {
            windowMs = value;
            return this;
        }

        public Builder clients(long value) {
            clients = value;
            return this;
        }

        public Builder attempts(long value) {
            attempts = value;
            return this;
        }

        public Builder admitted(long value) {
            admitted = value;
            return this;
        }

        public Builder failedOpen(long value) {
            failedOpen = value;
            return this;
        }

        public Builder rejected(Map<ErrorCode, Long> value) {
            rejected = value;
            return this;
        }

        public Builder attemptsPerClient(Quantiles value) {
            attemptsPerClient = value;
            return this;
        }

        public Builder connectionsPerClient(Quantiles value) {
            connectionsPerClient = value;
            return this;
        }

        public Builder poolPeak(long value) {
            poolPeak = value;
            return this;
        }

        public Builder lost(long value) {
            lost = value;
            return this;
        }

        public Builder messagesPerSession(Quantiles value) {
            messagesPerSession = value;
            return this;
        }

        public Builder sessionsPerClient(Quantiles value) {
            sessionsPerClient = value;
            return this;
        }

        public Builder collateral(List<GoodClientImpact> value) {
            collateral = value;
            return this;
        }

        public Builder attacked(List<LimitName> value) {
            attacked = value;
            return this;
        }

        public UsagePattern build() {
            return new UsagePattern(scope, windowStartMs, windowMs, clients, attempts, admitted, failedOpen, rejected,
                    attemptsPerClient, connectionsPerClient, poolPeak, lost, messagesPerSession, sessionsPerClient,
                    collateral, attacked);
        }
    }
}
