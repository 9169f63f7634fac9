package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import org.jspecify.annotations.Nullable;

/** The way of records to the log, in order. Must not wait. */
@FunctionalInterface
public interface ClaimsWriter {
    /** Of an instance for itself. */
    ClaimsWriter NOOP = (_, _, _, _) -> {};

    /**
     * @param key the client; absent where the record is of none
     * @param urgent whether somebody waits for it
     */
    void write(int partition, @Nullable String key, ClaimRecord record, boolean urgent);
}
