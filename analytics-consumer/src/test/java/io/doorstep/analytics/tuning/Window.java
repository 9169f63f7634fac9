package io.doorstep.analytics.tuning;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.LimitName;
import io.doorstep.events.Quantiles;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.List;
import java.util.Map;

/**
 * What happened to the connection rate in five minutes.
 *
 * @param each what half of the clients tried
 * @param busiest what the busiest tried
 * @param refused attempts
 * @param goodRefused good clients that were refused, each once
 * @param goodShadowed good clients that the candidate would have refused
 */
record Window(int clients, double each, double busiest, long refused, long goodRefused, long goodShadowed, long lost) {
    static final Window QUIET = new Window(200, 2, 6, 0, 0, 0, 0);
    /** Ten addresses that try far too much. */
    static final Window ATTACK = new Window(200, 2, 600, 3000, 0, 0, 0);

    /** For which 25 sockets are right in peace, and 18 would do. */
    private static final Quantiles SOCKETS = new Quantiles(12, 12, 12, 12, 12);

    Window refusingGood(long good) {
        return new Window(clients, each, busiest, Math.max(refused, good), good, goodShadowed, lost);
    }

    Window shadowing(long good) {
        return new Window(clients, each, busiest, refused, goodRefused, good, lost);
    }

    Window losing(long events) {
        return new Window(clients, each, busiest, refused, goodRefused, goodShadowed, events);
    }

    Window of(int people) {
        return new Window(people, each, busiest, refused, goodRefused, goodShadowed, lost);
    }

    Window wanting(double most) {
        return new Window(clients, each, most, refused, goodRefused, goodShadowed, lost);
    }

    UsagePattern pattern(int number) {
        long others = busiest > 50 ? Math.min(10, clients) : 0;
        long attempts = (long) (clients * each) + refused;
        return UsagePattern.builder(Scope.DEFAULT).windowStartMs(number * 300_000L).windowMs(300_000).clients(clients)
                .attempts(attempts).admitted(attempts - refused)
                .rejected(refused == 0 ? Map.of() : Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, refused))
                .attemptsPerClient(new Quantiles(each, each, each, busiest, busiest)).connectionsPerClient(SOCKETS)
                .poolPeak(10).lost(lost).collateral(List.of(new GoodClientImpact(LimitName.CONNECTION_RATE, 50,
                        clients - others, goodRefused, goodShadowed, others, (long) ((clients - others) * each),
                        goodRefused)))
                .build();
    }
}
