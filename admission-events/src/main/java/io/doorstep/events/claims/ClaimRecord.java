package io.doorstep.events.claims;

import org.jspecify.annotations.Nullable;

/**
 * What one instance tells all others on {@code admission.claims}. The time of a record is the broker's, and the place of a
 * record in its partition is what instances agree by.
 */
public sealed interface ClaimRecord {

    /** Who writes: one start of one chat service. */
    String instance();

    /** Counts up by one for each record that the instance writes; a record that does not is a copy, to be passed over. */
    long number();

    /** What a limit counts. */
    enum Use {
        CONNECTION,
        SESSION
    }

    /**
     * A client wants one more, and is let in if the records before this one leave room. Key: the client.
     *
     * @param atMs when it came, by the time of the log as the instance knew it; one that is appended much later is void
     * @param limit how many there may be in any window, 1 or more
     * @param windowMs its length
     * @param slots sockets that the client may hold at once; 0 of a session, which holds none
     * @param network keyed hash of the network whose budgets the client shares; absent for none
     */
    record Claimed(String instance, long number, Use use, long atMs, int limit, long windowMs, int slots,
            @Nullable String network) implements ClaimRecord {}

    /**
     * The instance let a client in by itself. Key: the client.
     *
     * @param atMs when, by the time of the log as the instance knew it: that, or the time of the record where it is earlier
     * @param limit under which it was, 1 or more
     * @param network keyed hash of the network whose budgets the client shares; absent for none
     */
    record Told(String instance, long number, Use use, long atMs, int limit, @Nullable String network)
            implements ClaimRecord {}

    /** A client holds one socket less at the instance. Key: the client. */
    record Released(String instance, long number) implements ClaimRecord {}

    /**
     * How many sockets a client holds at the instance, whatever was written before. Key: the client.
     *
     * @param slots 0 or more
     */
    record Held(String instance, long number, int slots) implements ClaimRecord {}

    /** The instance serves; one for each partition every few seconds. No key. */
    record Alive(String instance, long number) implements ClaimRecord {}

    /** The instance has stopped and holds nothing any more; one for each partition. No key. */
    record Gone(String instance, long number) implements ClaimRecord {}

    /**
     * An operator forgets what a client has used until then, wherever it stands. Key: the client; without a key, all clients of
     * the partition.
     *
     * @param atMs until when, by the time of the log as the instance knew it
     * @param network keyed hash of the network that is forgotten with it; absent for none
     */
    record Reset(String instance, long number, long atMs, @Nullable String network) implements ClaimRecord {}

    /**
     * What operators have changed by hand on all instances; said again now and then, for those that have started since. No
     * key; on the first partition.
     */
    record Overridden(String instance, long number, LimitsByHand byHand) implements ClaimRecord {}
}
