package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What really happened to one client, by virtual time, whoever knows of it. */
final class Truth {
    /** A record that was under way when a client was reset counts after that. */
    private static final long TOLERANCE_MS = 100;

    final String client;
    private final List<Stay> stays = new ArrayList<>();
    private final List<Long> resets = new ArrayList<>();

    /** One attempt that was let in, or may have been. */
    static final class Stay {
        final SimulatedDoor door;
        final Terms terms;
        final long fromMs;
        final int readThen;
        @Nullable
        Place place;
        @Nullable
        Outcome outcome;
        /** Whether the log has been told of it. */
        boolean isTold;
        /** Whether its client has gone before it was answered. */
        boolean givenUp;
        long untilMs = Long.MAX_VALUE;

        Stay(SimulatedDoor door, Terms terms, long fromMs, int readThen) {
            this.door = door;
            this.terms = terms;
            this.fromMs = fromMs;
            this.readThen = readThen;
        }

        boolean isIn() {
            return outcome != null && !givenUp;
        }

        boolean isOpen() {
            return isIn() && terms.haveSlots() && untilMs == Long.MAX_VALUE;
        }
    }

    Truth(String client) {
        this.client = client;
    }

    void add(Stay stay) {
        stays.add(stay);
    }

    void remove(Stay stay) {
        stays.remove(stay);
    }

    void reset(long atMs) {
        resets.add(atMs);
    }

    List<Stay> stays() {
        return stays;
    }

    List<Stay> open() {
        return stays.stream().filter(Stay::isOpen).toList();
    }

    /** Let in since then, of those that a reset which everybody knows of has not forgotten. */
    long within(Use use, long sinceMs, long doubtMs) {
        long resetMs = resets.stream().filter(at -> at <= doubtMs).mapToLong(Long::longValue).max()
                .orElse(Long.MIN_VALUE / 2);
        return stays.stream().filter(
                stay -> stay.terms.use() == use && stay.fromMs >= sinceMs && stay.fromMs > resetMs - TOLERANCE_MS)
                .count();
    }

    /** Sockets that are open, or were lately enough to be taken for it. */
    long slots(long sinceMs) {
        return stays.stream().filter(stay -> stay.terms.haveSlots() && (stay.isOpen() || stay.untilMs >= sinceMs))
                .count();
    }
}
