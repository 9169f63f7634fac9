package io.doorstep.support.passwords;

import io.doorstep.support.threads.ThreadSupervisor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The one thread that hashes passwords, and the queue in front of it. It carries no requests, so hashing takes at most one
 * processor from everybody else, and no client or network can fill the queue alone.
 */
final class HashingQueue implements AutoCloseable {
    static final int WAITING = 16;
    static final int PER_CLIENT = 2;
    static final int PER_NETWORK = 6;

    private final Map<String, Integer> pending = new HashMap<>();
    private final ThreadPoolExecutor thread;

    HashingQueue(ThreadSupervisor threads) {
        this.thread = threads.queue("passwords", WAITING + 1);
    }

    /** Whether there was room. */
    enum Offer {
        TAKEN,
        CLIENT_FULL,
        FULL
    }

    Offer offer(Caller caller, Runnable check) {
        synchronized (pending) {
            if (pending(caller.client()) >= PER_CLIENT || pending(caller.network()) >= PER_NETWORK) {
                return Offer.CLIENT_FULL;
            }
            if (thread.isShutdown() || thread.getQueue().size() >= WAITING) {
                return Offer.FULL;
            }
            pending.merge(caller.client(), 1, Integer::sum);
            if (!caller.network().equals(caller.client())) {
                pending.merge(caller.network(), 1, Integer::sum);
            }
        }
        thread.execute(() -> {
            try {
                check.run();
            } finally {
                done(caller);
            }
        });
        return Offer.TAKEN;
    }

    private int pending(String key) {
        return pending.getOrDefault(key, 0);
    }

    private void done(Caller caller) {
        synchronized (pending) {
            oneLess(caller.client());
            if (!caller.network().equals(caller.client())) {
                oneLess(caller.network());
            }
        }
    }

    private void oneLess(String key) {
        pending.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }

    /** What waits is still checked. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
