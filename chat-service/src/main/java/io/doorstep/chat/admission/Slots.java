package io.doorstep.chat.admission;

import io.doorstep.chat.client.ClientKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the sockets of an instance and of each client. Plain counters: they cannot fail, so the caps always hold. */
final class Slots {
    private final AtomicInteger total = new AtomicInteger();
    private final ConcurrentHashMap<ClientKey, Integer> perClient = new ConcurrentHashMap<>();

    /** What became of an attempt to take a slot. */
    sealed interface Outcome {

        record Taken(Permit permit) implements Outcome {}

        record PoolFull() implements Outcome {}

        record ClientFull() implements Outcome {}
    }

    Outcome take(ClientKey client, int maxTotal, int maxPerClient) {
        int inPool = increment(maxTotal);
        if (inPool == 0) {
            return new Outcome.PoolFull();
        }
        int[] ofClient = {0};
        perClient.compute(client, (_, held) -> {
            int before = held == null ? 0 : held;
            ofClient[0] = before < maxPerClient ? before + 1 : 0;
            return ofClient[0] == 0 ? held : Integer.valueOf(ofClient[0]);
        });
        if (ofClient[0] == 0) {
            total.decrementAndGet();
            return new Outcome.ClientFull();
        }
        return new Outcome.Taken(new Permit(ofClient[0], inPool, () -> giveBack(client)));
    }

    /** The new total, or 0 where there is no room. */
    private int increment(int max) {
        while (true) {
            int now = total.get();
            if (now >= max) {
                return 0;
            }
            if (total.compareAndSet(now, now + 1)) {
                return now + 1;
            }
        }
    }

    private void giveBack(ClientKey client) {
        perClient.computeIfPresent(client, (_, held) -> held == 1 ? null : held - 1);
        total.decrementAndGet();
    }

    int total() {
        return total.get();
    }

    int clients() {
        return perClient.size();
    }
}
