package io.doorstep.chat.client;

import io.doorstep.events.Tier;
import java.time.Instant;

/** What a session id that this service signed proves about its bearer. */
public record SessionTicket(Tier tier, Instant expiresAt) {}
