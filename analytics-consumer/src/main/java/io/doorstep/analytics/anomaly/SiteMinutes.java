package io.doorstep.analytics.anomaly;

import io.doorstep.events.Event;
import io.doorstep.events.SanctionAnomaly;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the clients of a site do, minute by minute, and how unlike others one of them is. A minute is learned once the one
 * after it is over, since activity is told of when its minute is. At most 64 clients of a minute are learned, so that the
 * cost does not follow the traffic. Mutable, for one thread.
 */
public final class SiteMinutes {
    private static final long MINUTE_MS = 60_000;
    private static final int MOST_LEARNED = 64;
    /** Clients of one minute; what more of them do is not looked at. */
    private static final int MOST_CLIENTS = 50_000;

    private final AnomalyForest forest;
    private Map<String, ClientMinute> current = new HashMap<>();
    private Map<String, ClientMinute> before = new HashMap<>();
    private long minute;

    public SiteMinutes(AnomalyForest forest) {
        this.forest = forest;
    }

    public AnomalyForest forest() {
        return forest;
    }

    /** What comes in a minute that is not one of the latest two is left out. */
    public void hear(String client, Event event, long timeMs) {
        long its = timeMs / MINUTE_MS;
        if (its > minute) {
            goOnTo(its);
        }
        if (its < minute - 1) {
            return;
        }
        Map<String, ClientMinute> clients = its == minute ? current : before;
        ClientMinute known = clients.get(client);
        if (known == null) {
            if (clients.size() >= MOST_CLIENTS) {
                return;
            }
            known = new ClientMinute();
            clients.put(client, known);
        }
        known.add(event, timeMs);
    }

    private void goOnTo(long next) {
        learn(before, minute - 1);
        boolean isNext = next == minute + 1;
        if (!isNext) {
            learn(current, minute);
        }
        before = isNext ? current : new HashMap<>();
        current = new HashMap<>();
        minute = next;
    }

    private void learn(Map<String, ClientMinute> clients, long of) {
        int step = Math.ceilDiv(Math.max(1, clients.size()), MOST_LEARNED);
        long first = Math.floorMod(of, step);
        int at = 0;
        for (ClientMinute one : clients.values()) {
            if (at++ % step == first) {
                forest.learn(one, of * MINUTE_MS);
            }
        }
    }

    /** The score of the more unusual of its latest two minutes; 0 where it did nothing in them, or the forest is cold. */
    public double score(String client) {
        return minutes(client).mapToDouble(forest::score).max().orElse(0);
    }

    /** The same with what made it; empty where it did nothing in them, or the forest is cold. */
    public Optional<SanctionAnomaly> explain(String client) {
        return minutes(client).max(Comparator.comparingDouble(forest::score)).flatMap(forest::explain);
    }

    private Stream<ClientMinute> minutes(String client) {
        return Stream.of(current, before).flatMap(clients -> Stream.ofNullable(clients.get(client)));
    }
}
