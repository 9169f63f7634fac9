package io.doorstep.chat.claims;

import io.doorstep.chat.claims.SimulatedDoor.Cores;
import io.doorstep.chat.claims.SimulatedDoor.Numbers;
import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.ClaimRecord.Claimed;
import org.jspecify.annotations.Nullable;

/** Bugs that the simulation has to find, each in a core of its own. */
enum PlantedBug implements Cores {
    /** A record that a producer sent twice counts twice. */
    COPIES_COUNT,
    /** A claim is let in where the limit is just reached. */
    ONE_TOO_MANY,
    /** The log does not look at the sockets a client holds. */
    SLOTS_IGNORED,
    /** A claim that comes after an outage is let in, though nobody waits for it. */
    VOID_CLAIMS_COUNT,
    /** What is told late counts from then on. */
    TOLD_LATE_COUNTS_ANEW,
    /** What is said again is added to what was known. */
    HELD_IS_ADDED,
    /** A reset of all reaches nobody but where it was ordered. */
    RESET_OF_ALL_IS_LOST,
    /** A client with something under way is let in as if it had nothing. */
    UNDERWAY_IGNORED,
    /** A client is let in without a claim up to its limit. */
    FAST_UP_TO_THE_LIMIT,
    /** A place that the log gave to a socket that has gone is kept. */
    GIVEN_UP_KEEPS_ITS_PLACE,
    /** Who was let in before the log refused it is not told to the log. */
    LET_IN_IS_NOT_TOLD,
    /** An instance that was taken for dead does not say what it holds. */
    RETURNED_SAYS_NOTHING,
    /** Each instance goes by its own clock. */
    OWN_CLOCK,
    /** A socket that ends twice gives two places back. */
    RELEASED_TWICE,
    /** The answer of the log is waited for without end. */
    WAITS_FOR_EVER;

    @Override
    public PartitionClaims make(String me, int partition, ClaimsWriter writer, Numbers numbers) {
        BuggyLog log = new BuggyLog(me);
        return new BuggyClaims(me, log, new BuggyRecords(me, partition, log, writer, numbers));
    }

    private final class BuggyLog extends PartitionLog {
        private final long skewMs;

        BuggyLog(String me) {
            super(me, 1000);
            this.skewMs = PlantedBug.this == OWN_CLOCK ? me.charAt(me.length() - 1) * 10L : 0;
        }

        @Override
        Told apply(@Nullable String key, ClaimRecord record, long timestampMs) {
            return super.apply(key, record, timestampMs + skewMs);
        }

        @Override
        boolean isCopy(InstanceSeen by, ClaimRecord record) {
            return PlantedBug.this != COPIES_COUNT && super.isCopy(by, record);
        }

        @Override
        boolean hasRoom(ClientUse client, Claimed claim) {
            return super.hasRoom(client, switch (PlantedBug.this) {
                case ONE_TOO_MANY -> with(claim, claim.limit() + 1, claim.slots());
                case SLOTS_IGNORED -> with(claim, claim.limit(), Integer.MAX_VALUE);
                default -> claim;
            });
        }

        private static Claimed with(Claimed claim, int limit, int slots) {
            return new Claimed(claim.instance(), claim.number(), claim.use(), claim.atMs(), limit, claim.windowMs(),
                    slots, null);
        }

        @Override
        boolean isVoid(Claimed claim) {
            return PlantedBug.this != VOID_CLAIMS_COUNT && super.isVoid(claim);
        }

        @Override
        long instantOf(ClaimRecord.Told told) {
            return PlantedBug.this == TOLD_LATE_COUNTS_ANEW ? nowMs() : super.instantOf(told);
        }

        @Override
        void hold(ClientUse client, InstanceSeen by, int slots) {
            if (PlantedBug.this == HELD_IS_ADDED) {
                client.add(by, slots);
            } else {
                super.hold(client, by, slots);
            }
        }

        @Override
        void reset(@Nullable String key, @Nullable ClientUse client, long untilMs) {
            if (PlantedBug.this != RESET_OF_ALL_IS_LOST || key != null) {
                super.reset(key, client, untilMs);
            }
        }
    }

    private final class BuggyRecords extends OwnRecords {

        BuggyRecords(String me, int partition, PartitionLog log, ClaimsWriter writer, Numbers numbers) {
            super(me, partition, log, writer, numbers);
        }

        @Override
        void restateAll() {
            if (PlantedBug.this != RETURNED_SAYS_NOTHING) {
                super.restateAll();
            }
        }
    }

    private final class BuggyClaims extends PartitionClaims {

        BuggyClaims(String me, PartitionLog log, OwnRecords own) {
            super(me, log, own);
        }

        @Override
        boolean isFast(ClientUse client, Terms terms, long at) {
            int seen = client.of(terms.use()).seen(terms.windowMs(), at, log().forgottenMs(client));
            return switch (PlantedBug.this) {
                case UNDERWAY_IGNORED -> seen * 2L < terms.limit();
                case FAST_UP_TO_THE_LIMIT -> client.isSettled(terms.use()) && seen < terms.limit();
                default -> super.isFast(client, terms, at);
            };
        }

        @Override
        void givenBack(ClientUse client, long nowMs) {
            if (PlantedBug.this != GIVEN_UP_KEEPS_ITS_PLACE) {
                super.givenBack(client, nowMs);
            }
        }

        @Override
        void tellOfLetIn(Place place, long nowMs) {
            if (PlantedBug.this != LET_IN_IS_NOT_TOLD) {
                super.tellOfLetIn(place, nowMs);
            }
        }

        @Override
        void release(Place place, long nowMs) {
            super.release(place, nowMs);
            if (PlantedBug.this == RELEASED_TWICE) {
                place.closed = false;
            }
        }

        @Override
        void expire(long nowMs) {
            if (PlantedBug.this != WAITS_FOR_EVER) {
                super.expire(nowMs);
            }
        }
    }
}
