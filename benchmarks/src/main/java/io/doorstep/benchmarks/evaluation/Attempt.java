package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.replay.TraceRow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection attempt, or one message.
 *
 * @param timeMs since the beginning of the mix, in milliseconds
 * @param client number of the client, from 0 over all that is in the mix
 * @param label that of the trace, or the name of what was laid over it
 * @param text what a message says, where that is known
 */
public record Attempt(long timeMs, int client, Standing standing, String label, TraceRow.@Nullable Text text) {

    public Attempt(long timeMs, int client, Standing standing) {
        this(timeMs, client, standing, standing.name().toLowerCase(Locale.ROOT), null);
    }
}
