package io.doorstep.chat.ops;

import io.doorstep.events.Limits;
import java.util.List;

/**
 * What operators see of this instance.
 *
 * @param warnings in words: what works, but not as it was probably meant to; empty where there is nothing to do
 */
record StatusReport(String instance, RateLimiterReport rateLimiter, PoolReport connectionPool,
        ManagerReport websocketManager, LimitsReport limits, EventsReport events, List<String> warnings) {

    /** @param connectionLimit in words, and so are the other two */
    record RateLimiterReport(Stats stats, String connectionLimit, String messageLimit, String sessionLimit) {}

    /**
     * Since the start.
     *
     * @param trackedClients limiters held in memory
     */
    record Stats(long trackedClients, long trackedClientsMax, long admitted, long failedOpen,
            long connectionsRateLimited, long connectionsRejected, long messagesRateLimited,
            long sessionsRateLimited) {}

    record PoolReport(int maxConnections, int maxPerIp, int activeConnections, int activeClients,
            int availableConnections, double utilization) {}

    record ManagerReport(int activeConnections, int activeConversations) {}

    /** @param revision of the default scope; 0 = the configured limits */
    record LimitsReport(long revision, List<ScopeReport> scopes) {}

    record ScopeReport(String scope, long revision, Limits limits) {}

    /**
     * @param waiting in memory, not yet taken by Kafka
     * @param spooled on disk, not yet taken by Kafka
     */
    record EventsReport(boolean kafkaConnected, long published, long waiting, long spooled, long dropped) {}
}
