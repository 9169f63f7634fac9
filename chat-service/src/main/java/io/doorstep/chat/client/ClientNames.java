package io.doorstep.chat.sanction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import java.util.List;

/** The names that clients have on Kafka, under all secrets. Computing one costs more than a decision, and most come again. */
final class ClientNames {
    private static final int MOST = 50_000;

    private final Pseudonyms pseudonyms;
    private final Cache<ClientKey, List<String>> names = Caffeine.newBuilder().maximumSize(MOST).build();

    ClientNames(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    List<String> of(ClientKey client) {
        return names.get(client, key -> pseudonyms.all(key).stream().map(Pseudonyms.Named::name).toList());
    }

    /** The client that the bearer of a ticket is, apart from all others at its address. */
    ClientKey ofTicket(String sessionId) {
        return pseudonyms.keyOfTicket(sessionId);
    }
}
