package io.doorstep.chat.status;

import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.events.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says that a pool is full, by whom and since when, in words. */
final class FullHouse {
    private static final double PERCENT = 100;

    private FullHouse() {}

    /** Empty where everybody finds room. */
    static List<String> sentences(ConnectionPool pool) {
        List<String> sentences = new ArrayList<>();
        Instant since = pool.fullSince();
        if (since != null) {
            sentences.add(ofVisitors(pool, since));
        }
        Instant agentsSince = pool.fullOfAgentsSince();
        if (agentsSince != null) {
            sentences.add("agents find no room since %s: %d of %d connections of agents are open"
                    .formatted(agentsSince, pool.agents(), pool.maxAgents()));
        }
        return sentences;
    }

    private static String ofVisitors(ConnectionPool pool, Instant since) {
        return String.format(Locale.ROOT,
                "the house is full since %s: of %d connections authenticated visitors have %d, returning ones %d,"
                        + " anonymous ones %d of %d, the largest network %.0f %%; %d clients wait",
                since, pool.maxConnections(), pool.connections(Tier.AUTHENTICATED), pool.connections(Tier.RETURNING),
                pool.connections(Tier.ANONYMOUS), pool.maxStrangers(),
                PERCENT * pool.connectionsOfLargestNetwork() / pool.maxConnections(), pool.waiting());
    }
}
