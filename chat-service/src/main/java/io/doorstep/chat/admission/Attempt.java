package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import org.jspecify.annotations.Nullable;

/**
 * One try to open a socket, as it came: nothing in it has been checked.
 *
 * @param origin the {@code Origin} header; absent where the caller is no browser
 * @param host the {@code Host} header
 */
public record Attempt(Client client, String productId, String sessionId, @Nullable String origin,
        @Nullable String host) {}
