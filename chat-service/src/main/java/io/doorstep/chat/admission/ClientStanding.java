package io.doorstep.chat.admission;

import io.doorstep.events.Tier;
import org.jspecify.annotations.Nullable;

/**
 * How well a client is known, and what is left of its limits at this instance.
 *
 * @param connections absent where the limit is switched off
 * @param messages of one conversation; absent where the limit is switched off
 */
public record ClientStanding(Tier tier, @Nullable Left connections, @Nullable Left messages) {

    /**
     * @param left permits it would be granted now
     * @param limit permits in any window
     * @param windowMs its length
     */
    public record Left(int left, int limit, long windowMs) {}
}
