package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.events.ConnectionActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What clients did inside and has not been published yet, per client and minute. Clients that are refused at the door are
 * not in it: their refusals are counted already, and a flood of them must not cost twice.
 */
final class ActivityAggregator {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private final WindowedAggregator<Client, ClientActivity> held;
    /** Sockets by client: no more entries than the pool has sockets. */
    private final ConcurrentHashMap<ClientKey, Integer> connections = new ConcurrentHashMap<>();

    /** @param capacity clients held at most, per minute that has not been taken */
    ActivityAggregator(int capacity) {
        this.held = new WindowedAggregator<>(MINUTE, capacity, _ -> new ClientActivity());
    }

    /** False where there is no room for another client, as for all of these: it was not counted. */
    boolean addOpened(Instant time, Client client, String productId) {
        int now = connections.merge(client.key(), 1, Integer::sum);
        return held.add(time, client, did -> did.addOpened(productId, now));
    }

    boolean addClosed(Instant time, Client client, String productId) {
        Integer left = connections.computeIfPresent(client.key(), (_, open) -> open > 1 ? open - 1 : null);
        int now = left == null ? 0 : left;
        return held.add(time, client, did -> did.addClosed(productId, now));
    }

    boolean addMessage(Instant time, Client client, String productId, String sessionId, boolean refused) {
        int now = connectionsOf(client);
        return held.add(time, client, did -> did.addMessage(productId, sessionId, refused, now));
    }

    /** @param inLimitWindow sessions it has been given within the window of their limit; 0 where nothing counts them */
    boolean addSession(Instant time, Client client, String productId, int inLimitWindow) {
        int now = connectionsOf(client);
        return held.add(time, client, did -> did.addSession(productId, inLimitWindow, now));
    }

    private int connectionsOf(Client client) {
        return connections.getOrDefault(client.key(), 0);
    }

    /**
     * Takes the minutes that were over at this time.
     *
     * @param now no event is of later than this
     */
    List<PendingEvent> takeUntil(Instant time, Instant now) {
        return held.takeUntil(time).stream().map(sum -> outgoing(sum, now)).toList();
    }

    /** It has the last instant of its minute for its time, which is in the window that the minute is in. */
    private static PendingEvent outgoing(WindowedAggregator.Sum<Client, ClientActivity> sum, Instant now) {
        Client client = sum.key();
        ClientActivity did = sum.value();
        Instant last = Instant.ofEpochMilli(sum.startMs()).plus(MINUTE).minusMillis(1);
        return new PendingEvent(last.isBefore(now) ? last : now,
                pseudonyms -> ConnectionActivity.builder(pseudonyms.of(client.key()), client.tier())
                        .productId(did.productId()).country(client.country()).windowStartMs(sum.startMs())
                        .windowMs(MINUTE.toMillis()).opened(did.opened()).connections(did.connections())
                        .connectionsPeak(did.connectionsPeak()).messages(did.messages())
                        .messagesRefused(did.messagesRefused()).sessionMessages(did.sessionMessages())
                        .sessions(did.sessions())
                        .sessionsInLimitWindow(did.sessionsInLimitWindow() == 0 ? null : did.sessionsInLimitWindow())
                        .build());
    }
}
