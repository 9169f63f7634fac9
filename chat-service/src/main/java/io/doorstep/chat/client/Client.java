package io.doorstep.chat.client;

import io.doorstep.events.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param country ISO 3166-1 alpha-2, where known
 */
public record Client(ClientKey key, Tier tier, @Nullable String country) {}
