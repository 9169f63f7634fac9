package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord.Use;
import org.jspecify.annotations.Nullable;

/** What is known of one client: by the log, and of this instance what the log does not have yet. Not thread-safe. */
final class ClientUse {
    /** Instants that are kept of every client, under however small a limit it is. */
    static final int LEAST_KEPT = 64;
    private static final int MOST_KEPT = 4096;

    final String name;
    private final Track connections = new Track();
    private @Nullable Track sessions;
    private @Nullable Holding holdings;
    /** Sockets at this instance. */
    int held;
    /** Claims of this instance that the log has not answered. */
    int claims;
    /** Whether the log has to be told how many sockets it holds here. */
    boolean restate;
    /** An operator reset it here then, by the time of the log; what was before is not looked at. */
    long resetMs = Long.MIN_VALUE;
    /** By the log. */
    private long forgottenMs = Long.MIN_VALUE;

    ClientUse(String name) {
        this.name = name;
    }

    /** One kind of use: the instants by the log, and of this instance those that the log does not have yet. */
    static final class Track extends Instants {
        /** Let in here, and not read back from the log. */
        private @Nullable Instants own;
        private int most = LEAST_KEPT;

        void tell(long instant) {
            add(instant, most);
        }

        void let(long instant) {
            if (own == null) {
                own = new Instants();
            }
            own.add(instant, MOST_KEPT);
        }

        void readBack(long instant) {
            if (own != null) {
                own.remove(instant);
                if (own.size() == 0) {
                    own = null;
                }
            }
        }

        void limited(int limit) {
            most = Math.clamp(limit, most, MOST_KEPT);
        }

        int logged(long windowMs, long nowMs, long laterThan) {
            return within(windowMs, nowMs, laterThan);
        }

        int seen(long windowMs, long nowMs, long laterThan) {
            return within(windowMs, nowMs, laterThan)
                    + (own == null ? 0 : own.within(windowMs, nowMs, laterThan));
        }

        boolean isUnderway() {
            return own != null;
        }

        /** Until there is room for one more, at least 1. */
        long waitMs(int limit, long windowMs, long nowMs) {
            int back = limit - 1 - (own == null ? 0 : own.size());
            long leaves = back >= 0 && back < size() ? windowMs - (nowMs - newest(back)) : windowMs;
            return Math.max(1, Math.min(leaves, windowMs));
        }

        void forget() {
            clear();
        }

        boolean isOlderThan(long ageMs, long nowMs) {
            return own == null && (size() == 0 || nowMs - newest(0) >= ageMs);
        }
    }

    /** Sockets at one instance, as the log has them. */
    private static final class Holding {
        private final InstanceSeen by;
        private @Nullable Holding next;
        private int life;
        private int count;

        Holding(InstanceSeen by, @Nullable Holding next) {
            this.by = by;
            this.next = next;
            this.life = by.life();
        }

        boolean counts(long nowMs) {
            return life == by.life() && by.isAlive(nowMs);
        }
    }

    Track of(Use use) {
        if (use == Use.CONNECTION) {
            return connections;
        }
        if (sessions == null) {
            sessions = new Track();
        }
        return sessions;
    }

    void held(InstanceSeen by, int count) {
        holding(by).count = count;
        letGo(by, count);
    }

    void add(InstanceSeen by, int more) {
        Holding holding = holding(by);
        holding.count = Math.max(0, holding.count + more);
        letGo(by, holding.count);
    }

    /** Who has left needs no memory. */
    private void letGo(InstanceSeen by, int count) {
        if (count > 0) {
            return;
        }
        if (holdings != null && holdings.by == by) {
            holdings = holdings.next;
            return;
        }
        for (Holding one = holdings; one != null; one = one.next) {
            if (one.next != null && one.next.by == by) {
                one.next = one.next.next;
            }
        }
    }

    private Holding holding(InstanceSeen by) {
        for (Holding one = holdings; one != null; one = one.next) {
            if (one.by == by) {
                if (one.life != by.life()) {
                    one.life = by.life();
                    one.count = 0;
                }
                return one;
            }
        }
        Holding created = new Holding(by, holdings);
        holdings = created;
        return created;
    }

    /** Sockets at all instances that are alive, but for one. */
    int slots(long nowMs, @Nullable InstanceSeen except) {
        int slots = 0;
        for (Holding one = holdings; one != null; one = one.next) {
            if (one.by != except && one.counts(nowMs)) {
                slots += one.count;
            }
        }
        return slots;
    }

    /** Sockets at one instance. */
    int slotsOf(@Nullable InstanceSeen by, long nowMs) {
        for (Holding one = holdings; one != null; one = one.next) {
            if (one.by == by && one.counts(nowMs)) {
                return one.count;
            }
        }
        return 0;
    }

    /** Nothing of it is under way here. */
    boolean isSettled(Use use) {
        return claims == 0 && !of(use).isUnderway();
    }

    /** What it has used until then no longer counts. */
    void forget(long untilMs) {
        forgottenMs = Math.max(forgottenMs, untilMs);
    }

    long forgottenMs() {
        return forgottenMs;
    }

    /** The log begins anew. */
    void forgetLog() {
        holdings = null;
        forgottenMs = Long.MIN_VALUE;
        connections.forget();
        if (sessions != null) {
            sessions.forget();
        }
    }

    /** Whether it tells nothing any more. */
    boolean isIdle(long connectionWindowMs, long sessionWindowMs, long nowMs) {
        return held == 0 && claims == 0 && !restate && slots(nowMs, null) == 0
                && connections.isOlderThan(connectionWindowMs, nowMs)
                && (sessions == null || sessions.isOlderThan(sessionWindowMs, nowMs));
    }
}
