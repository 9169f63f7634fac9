package io.doorstep.benchmarks.decision;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;

/** What is kept of clients that were admitted once and have left, their keys included. */
final class TrackedClients {
    private static final int COLLECTIONS = 4;

    private TrackedClients() {}

    /** Bytes of the heap for each of so many clients. */
    static long bytesOfOne(Subject subject, int clients) {
        long before = usedHeap();
        Decider decider = subject.decider(Outcome.DENIED.limit(clients));
        try {
            for (int client = 0; client < clients; client++) {
                if (!decider.client(Keys.of(client)).getAsBoolean()) {
                    throw new IllegalStateException("refused before its limit");
                }
            }
            return (usedHeap() - before) / clients;
        } finally {
            Reference.reachabilityFence(decider);
        }
    }

    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
