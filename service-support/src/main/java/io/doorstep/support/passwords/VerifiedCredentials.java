package io.doorstep.support.passwords;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Credentials that were right within the last minute, by their digest: they need not be hashed again. */
final class VerifiedCredentials {
    static final long LIFETIME_NANOS = TimeUnit.MINUTES.toNanos(1);
    static final int MOST = 1000;

    /** When each was found right, oldest first. */
    private final Map<String, Long> verified = new LinkedHashMap<>();

    synchronized void add(String digest, long nowNanos) {
        forgetOld(nowNanos);
        verified.remove(digest);
        verified.put(digest, nowNanos);
        if (verified.size() > MOST) {
            verified.remove(verified.keySet().iterator().next());
        }
    }

    synchronized boolean contains(String digest, long nowNanos) {
        forgetOld(nowNanos);
        return verified.containsKey(digest);
    }

    private void forgetOld(long nowNanos) {
        Iterator<Long> times = verified.values().iterator();
        while (times.hasNext() && nowNanos - times.next() >= LIFETIME_NANOS) {
            times.remove();
        }
    }
}
