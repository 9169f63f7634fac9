package io.doorstep.chat.status;

import io.doorstep.chat.sanction.SanctionCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of this instance.
 *
 * @param sanctions how many are held now, and what became of those before
 * @param warnings in words: what works, but not as it was probably meant to; empty where there is nothing to do
 */
public record StatusReport(String instance, RateLimiterReport rateLimiter, PoolReport connectionPool,
        ManagerReport websocketManager, LimitsReport limits, SanctionCounts sanctions, EventsReport events,
        List<String> warnings) {

    /** @param connectionLimit in words, and so are the other two */
    record RateLimiterReport(Stats stats, String connectionLimit, String messageLimit, String sessionLimit) {}

    /**
     * Since the start.
     *
     * @param trackedClients limiters held in memory
     * @param shed upgrades answered with a 503 before any socket was opened
     */
    record Stats(long trackedClients, long trackedClientsMax, long admitted, long failedOpen,
            long connectionsRateLimited, long connectionsRejected, long messagesRateLimited,
            long sessionsRateLimited, long shed) {

        /** With each number by its name. */
        static final class Builder {
            private long trackedClients;
            private long trackedClientsMax;
            private long admitted;
            private long failedOpen;
            private long connectionsRateLimited;
            private long connectionsRejected;
            private long messagesRateLimited;
            private long sessionsRateLimited;
            private long shed;

            Builder trackedClients(long count) {
                trackedClients = count;
                return this;
            }

            Builder trackedClientsMax(long count) {
                trackedClientsMax = count;
                return this;
            }

            Builder admitted(long count) {
                admitted = count;
                return this;
            }

            Builder failedOpen(long count) {
                failedOpen = count;
                return this;
            }

            Builder connectionsRateLimited(long count) {
                connectionsRateLimited = count;
                return this;
            }

            Builder connectionsRejected(long count) {
                connectionsRejected = count;
                return this;
            }

            Builder messagesRateLimited(long count) {
                messagesRateLimited = count;
                return this;
            }

            Builder sessionsRateLimited(long count) {
                sessionsRateLimited = count;
                return this;
            }

            Builder shed(long count) {
                shed = count;
                return this;
            }

            Stats build() {
                return new Stats(trackedClients, trackedClientsMax, admitted, failedOpen, connectionsRateLimited,
                        connectionsRejected, messagesRateLimited, sessionsRateLimited, shed);
            }
        }
    }

    /**
     * @param maxConnections sockets of visitors, and so are the other numbers but for those of agents
     * @param closing sockets that are no longer in and whose connection has not ended
     * @param waiting clients that have a moment to come back
     * @param fullSince when visitors began to find no room; absent where they have not lately
     * @param drift permits held without a socket; always 0
     */
    record PoolReport(int maxConnections, int maxPerIp, int activeConnections, int activeClients,
            int availableConnections, double utilization, int closing, int drift, AgentsReport agents,
            OccupantsReport occupants, int waiting, @Nullable Instant fullSince) {}

    /** @param fullSince when they began to find no room; absent where they have not lately */
    record AgentsReport(int maxConnections, int activeConnections, @Nullable Instant fullSince) {}

    /**
     * Who holds the sockets of visitors.
     *
     * @param maxAnonymous sockets that anonymous visitors may have
     * @param largestNetworkShare part of all sockets that the network with the most of them holds
     */
    record OccupantsReport(int authenticated, int returning, int anonymous, int maxAnonymous,
            double largestNetworkShare) {}

    record ManagerReport(int activeConnections, int activeConversations) {}

    /**
     * @param waiting in memory, not yet taken by Kafka
     * @param spooled on disk, not yet taken by Kafka
     * @param spooledBytes what they take there, about
     * @param dropped lost since the start
     */
    record EventsReport(boolean kafkaConnected, long published, long waiting, long spooled, long spooledBytes,
            long dropped) {}
}
