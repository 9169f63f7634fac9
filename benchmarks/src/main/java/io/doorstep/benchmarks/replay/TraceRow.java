package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.sockets.ClientAddresses;
import org.jspecify.annotations.Nullable;

/**
 * One thing one client did.
 *
 * @param timestampMs when, in milliseconds since whatever the trace counts from
 * @param client number of the client, from 0 to {@link ClientAddresses#CLIENTS} - 1
 * @param label whatever the trace says about the row, such as {@code human}; {@code -} where it says nothing
 * @param text what a message says; null where the trace has no texts
 */
public record TraceRow(long timestampMs, int client, TraceKind kind, String label, @Nullable Text text) {

    public TraceRow(long timestampMs, int client, TraceKind kind, String label) {
        this(timestampMs, client, kind, label, null);
    }

    /**
     * A text, as numbers.
     *
     * @param conversation where it was written
     * @param id equal for equal texts; negative for an empty one
     * @param length in characters
     */
    public record Text(int conversation, int id, int length) {}
}
