package io.doorstep.chat.sanction;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What applies to whom. Never waits. */
public interface Restrictions {
    /** Nothing applies to anybody. */
    Restrictions NONE = _ -> Restriction.NONE;

    Restriction of(ClientKey client);

    /**
     * The client that an attempt is counted for: one of its own where a sanction of its address must not meet it, since its
     * ticket was issued before there was a reason for one; and a returning one where it has behaved for a while.
     *
     * @param ticketExpiresAt of the genuine ticket that the session id is; absent where it is none
     */
    default Client apart(Client client, String sessionId, @Nullable Instant ticketExpiresAt) {
        return client;
    }
}
