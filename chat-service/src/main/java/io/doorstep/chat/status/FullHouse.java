package io.doorstep.chat.status;

import io.doorstep.chat.house.House;
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
    static List<String> sentences(House house) {
        List<String> sentences = new ArrayList<>();
        Instant since = house.fullSince();
        if (since != null) {
            sentences.add(ofVisitors(house, since));
        }
        Instant agentsSince = house.fullOfAgentsSince();
        if (agentsSince != null) {
            sentences.add("agents find no room since %s: %d of %d connections of agents are open"
                    .formatted(agentsSince, house.agents(), house.maxAgents()));
        }
        return sentences;
    }

    private static String ofVisitors(House house, Instant since) {
        return String.format(Locale.ROOT,
                "the house is full since %s: of %d connections authenticated visitors have %d, returning ones %d,"
                        + " anonymous ones %d of %d, the largest network %.0f %%; %d clients wait",
                since, house.maxConnections(), house.connections(Tier.AUTHENTICATED), house.connections(Tier.RETURNING),
                house.connections(Tier.ANONYMOUS), house.maxStrangers(),
                PERCENT * house.connectionsOfLargestNetwork() / house.maxConnections(), house.waiting());
    }
}
