package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.reconciliation.Check;
import io.doorstep.benchmarks.reconciliation.HeapTrend;
import io.doorstep.benchmarks.servers.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The heaps that collections leave, of several services. */
final class Heaps {
    private final Map<Server, List<Long>> heaps = new LinkedHashMap<>();

    Heaps(List<Server> servers) {
        servers.forEach(server -> heaps.put(server, new CopyOnWriteArrayList<>()));
    }

    /** Measures them, and says what it has found. */
    String look() {
        heaps.forEach((server, found) -> found.add(server.jvm().heapAfterCollection()));
        return heaps.entrySet().stream()
                .map(one -> "%s: heap %.1f MB, log %,d KB".formatted(one.getKey().name(),
                        one.getValue().getLast() / 1e6, one.getKey().printedBytes() / 1000))
                .collect(Collectors.joining("; "));
    }

    List<Check> checks() {
        return heaps.entrySet().stream().map(one -> HeapTrend.check(one.getKey().name(), one.getValue())).toList();
    }
}
