package io.doorstep.benchmarks.reconciliation;

import io.doorstep.benchmarks.servers.Server;
import io.doorstep.events.json.DoorstepJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What the service says of its publishing.
 *
 * @param waiting in memory
 * @param onDisk and not yet with Kafka
 * @param spooled put on disk since the start
 */
public record Publishing(boolean connected, long published, long waiting, long onDisk, long spooled, long dropped) {
    private static final Pattern SPOOLED = Pattern
            .compile("(?m)^doorstep_events_total\\{outcome=\"spooled\"[^}]*} (\\S+)");

    public static Publishing of(Server server) {
        return of(server.get("/api/debug/websocket-status"), server.get("/actuator/prometheus"));
    }

    /**
     * @param status of the debug API
     * @param meters in the text format of Prometheus
     */
    static Publishing of(String status, String meters) {
        JsonNode events = DoorstepJson.mapper().readTree(status).required("events");
        Matcher spooled = SPOOLED.matcher(meters);
        if (!spooled.find()) {
            throw new IllegalStateException("no meter of what is put on disk:\n" + meters);
        }
        return new Publishing(events.required("kafka_connected").booleanValue(),
                events.required("published").longValue(), events.required("waiting").longValue(),
                events.required("spooled").longValue(), (long) Double.parseDouble(spooled.group(1)),
                events.required("dropped").longValue());
    }

    /** Kafka takes what it is given, and the disk is empty. */
    public boolean isBack() {
        return connected && onDisk == 0;
    }

    public boolean isAtRest() {
        return isBack() && waiting == 0;
    }

    @Override
    public String toString() {
        return "published %,d, waiting %,d, on disk %,d, spooled %,d, dropped %,d".formatted(published, waiting,
                onDisk, spooled, dropped);
    }
}
