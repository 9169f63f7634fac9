package io.doorstep.chat.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that clients have on Kafka, under all secrets. Computing one costs more than a decision, and most come again. */
public final class ClientNames {
    private static final int MOST = 50_000;

    private final Pseudonyms pseudonyms;
    private final Cache<ClientKey, List<String>> names = Caffeine.newBuilder().maximumSize(MOST).build();

    public ClientNames(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    public List<String> of(ClientKey client) {
        return names.get(client, key -> pseudonyms.all(key).stream().map(Pseudonyms.Named::name).toList());
    }

    /** As it is called under the present secret. */
    public String present(ClientKey client) {
        return of(client).getFirst();
    }

    /** The client of a name under the present secret, if it was asked for lately. */
    public Optional<ClientKey> find(String name) {
        return names.asMap().entrySet().stream().filter(one -> one.getValue().getFirst().equals(name))
                .map(Map.Entry::getKey).findFirst();
    }

    /** The client that the bearer of a ticket is, apart from all others at its address. */
    public ClientKey ofTicket(String sessionId) {
        return pseudonyms.keyOfTicket(sessionId);
    }
}
