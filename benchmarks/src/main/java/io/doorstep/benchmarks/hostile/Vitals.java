package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.servers.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the service is seen to hold, from its start to its end. */
final class Vitals {
    private static final double GROWTH = 1.1;

    private final Server server;
    private final List<Long> heaps = new ArrayList<>();

    Vitals(Server server) {
        this.server = server;
    }

    /** Notes the heap that a collection leaves. */
    void look() {
        heaps.add(server.jvm().heapAfterCollection());
    }

    /** Whether the heap has stopped to grow in the second half. */
    Check heap() {
        long last = heaps.getLast();
        long half = heaps.get(heaps.size() / 2);
        return new Check("heap of %s, MB: start, quarters, end".formatted(server.name()),
                heaps.stream().map(heap -> "%.0f".formatted(heap / 1e6)).collect(Collectors.joining(", ")),
                "flat", last <= half * GROWTH);
    }
}
