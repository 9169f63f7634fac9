package io.doorstep.support.kafka.clients;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Names of clients, each used once in a process: Kafka registers beans by them. */
final class ClientIds {
    private static final ConcurrentMap<String, Integer> LATEST = new ConcurrentHashMap<>();

    private ClientIds() {}

    /** The next one of these, such as {@code chat-service-events-1}. */
    static String next(String prefix) {
        return prefix + "-" + LATEST.merge(prefix, 1, Integer::sum);
    }
}
