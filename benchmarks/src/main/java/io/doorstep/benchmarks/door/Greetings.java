package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.ForwardedVisits;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** Visitors, each from an address of its own behind a trusted proxy, who come one after the other and hear their greeting. */
final class Greetings implements AutoCloseable {
    private static final int BYTE = 256;

    private final ForwardedVisits visits = new ForwardedVisits();
    private final URI door;
    private int visitors;

    /** @param door a socket of it */
    Greetings(URI door) {
        this.door = door;
    }

    /** The first frame that the next visitor hears. */
    JsonNode next() {
        int visitor = visitors++;
        return visits.visit(door, "10.%d.%d.%d".formatted(visitor / BYTE / BYTE % BYTE, visitor / BYTE % BYTE,
                visitor % BYTE));
    }

    @Override
    public void close() {
        visits.close();
    }
}
