package io.doorstep.benchmarks.reconciliation;

import io.doorstep.benchmarks.servers.Server;
import io.doorstep.events.json.DoorstepJson;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What the service says of its sockets. What it does not say counts as 0.
 *
 * @param permits held
 * @param sockets admitted and open
 * @param closing refused or being closed, and not ended yet
 * @param drift by which permits and sockets differed when the service last compared them
 */
public record ServiceState(long permits, long sockets, long closing, long drift) {

    public static ServiceState of(Server server) {
        return of(server.get("/api/debug/websocket-status"), server.get("/actuator/prometheus"));
    }

    /**
     * @param status of the debug API
     * @param meters in the text format of Prometheus
     */
    static ServiceState of(String status, String meters) {
        JsonNode json = DoorstepJson.mapper().readTree(status);
        return new ServiceState(
                meter(meters, "connections")
                        .orElse(json.path("connection_pool").path("active_connections").asLong(0)),
                json.path("websocket_manager").path("active_connections").asLong(0),
                meter(meters, "closing").orElse(named(json, "closing")),
                meter(meters, "drift").orElse(named(json, "drift")));
    }

    private static long named(JsonNode json, String field) {
        JsonNode found = json.findValue(field);
        return found == null ? 0 : found.asLong(0);
    }

    private static OptionalLong meter(String meters, String name) {
        Matcher line = Pattern.compile("(?m)^doorstep_pool_" + name + "(?:\\{[^}]*\\})? (\\S+)").matcher(meters);
        return line.find() ? OptionalLong.of((long) Double.parseDouble(line.group(1))) : OptionalLong.empty();
    }

    public boolean isAtRest() {
        return permits == 0 && sockets == 0 && closing == 0 && drift == 0;
    }

    /** Nothing is held. */
    public Check check() {
        return new Check("held for those who have gone", "0", toString(), isAtRest());
    }

    @Override
    public String toString() {
        return "permits %,d, sockets %,d, closing %,d, drift %,d".formatted(permits, sockets, closing, drift);
    }
}
