package io.doorstep.chat.client;

import io.doorstep.events.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session id that this service signed proves about its bearer.
 *
 * @param subject what limits are counted by; absent where nobody has proved who they are
 */
public record SessionTicket(Tier tier, Instant expiresAt, @Nullable ClientKey subject) {}
