package io.doorstep.chat.sanction;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.ClientNames;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest sanction of each client, as long as it lasts. Read without a lock on the sockets' threads, where a door without
 * sanctions pays for one look at a counter; written by the thread that follows the topic.
 */
public final class Sanctions implements Restrictions {
    /** Past it newcomers are not restricted. */
    public static final int CAPACITY = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sanctions.class);

    private final ConcurrentHashMap<String, Sanction> held = new ConcurrentHashMap<>();
    private final ClientNames names;
    private final CleanPast past;
    private final InstantSource clock;
    private final int capacity;
    private final LearnerSilence silence = new LearnerSilence();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong lapsed = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();

    /** @param ticketLifetime of the session tickets that are issued */
    public Sanctions(Pseudonyms pseudonyms, Duration ticketLifetime, InstantSource clock) {
        this(new ClientNames(pseudonyms), new CleanPast(ticketLifetime, CleanPast.BEFORE), clock, CAPACITY);
    }

    public Sanctions(ClientNames names, CleanPast past, InstantSource clock) {
        this(names, past, clock, CAPACITY);
    }

    Sanctions(ClientNames names, CleanPast past, InstantSource clock, int capacity) {
        this.names = names;
        this.past = past;
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public Restriction of(ClientKey client) {
        Sanction sanction = held.isEmpty() ? null : latest(client);
        return sanction == null ? Restriction.NONE : Restriction.of(sanction, clock.millis());
    }

    /** Its own before that of its network: an IPv4 /24 or an IPv6 /48. */
    private @Nullable Sanction latest(ClientKey client) {
        Sanction own = named(client);
        ClientKey network = own == null ? client.prefix() : client;
        return own != null || network.equals(client) ? own : named(network);
    }

    private @Nullable Sanction named(ClientKey client) {
        List<String> all = names.of(client);
        for (int i = 0; i < all.size(); i++) {
            Sanction sanction = held.get(all.get(i));
            if (sanction != null) {
                return sanction;
            }
        }
        return null;
    }

    /** The latest sanction of a client as it was published, whether it restricts it or is only recorded. */
    public Optional<Sanction> find(ClientKey client) {
        return Optional.ofNullable(latest(client));
    }

    @Override
    public Client apart(Client client, String sessionId, @Nullable Instant ticketExpiresAt) {
        if (ticketExpiresAt == null || !client.key().isAddress()) {
            return client;
        }
        Restriction restriction = of(client.key());
        return switch (restriction) {
            case Restriction.Throttled _,Restriction.Banned _ when past.isOf(ticketExpiresAt,
                    ((Restriction.Imposed) restriction).since()) ->
                apart(client, names.ofTicket(sessionId),
                        ticketExpiresAt);
            case Restriction _ -> client.as(past.tier(ticketExpiresAt, restriction, clock.instant()));
        };
    }

    private Client apart(Client client, ClientKey own, Instant ticketExpiresAt) {
        return new Client(own, past.tier(ticketExpiresAt, of(own), clock.instant()), client.country(),
                client.network());
    }

    /**
     * Puts the latest sanction of a client in place of that before.
     *
     * @param published when the learner did so
     */
    public synchronized void apply(Sanction sanction, Instant published) {
        long now = clock.millis();
        boolean restricts = sanction.enforced() && sanction.step() != SanctionStep.LIFTED;
        silence.onHeard(published.toEpochMilli(), sanction.leaseUntilMs(), restricts ? sanction.untilMs() : 0);
        String client = sanction.client();
        if (sanction.step() == SanctionStep.LIFTED || isOver(sanction, now)) {
            held.remove(client);
        } else if (held.containsKey(client) || held.size() < capacity) {
            Sanction before = held.put(client, withoutEvidence(sanction));
            if (restricts && (before == null || !isSameStep(before, sanction))) {
                changes.incrementAndGet();
            }
        } else {
            passedOver.incrementAndGet();
        }
    }

    private static boolean isOver(Sanction sanction, long nowMs) {
        return nowMs >= Math.min(sanction.untilMs(), sanction.leaseUntilMs());
    }

    /** Whether one only renews the other. */
    private static boolean isSameStep(Sanction before, Sanction after) {
        return before.enforced() == after.enforced() && before.step() == after.step()
                && before.sinceMs() == after.sinceMs();
    }

    /** Nobody asks here for what it rests on, which may be long. */
    private static Sanction withoutEvidence(Sanction all) {
        return new Sanction(all.client(), all.rule(), all.step(), all.enforced(), all.limit(), all.sinceMs(),
                all.untilMs(), all.leaseUntilMs(), List.of(), null, all.by());
    }

    /** Lets go of those that are over. To be called now and then: none applies longer for want of it. */
    public synchronized void sweep() {
        long now = clock.millis();
        long before = lapsed.get();
        held.values().removeIf(sanction -> {
            boolean over = isOver(sanction, now);
            if (over && now >= sanction.untilMs()) {
                ended.incrementAndGet();
            } else if (over) {
                lapsed.incrementAndGet();
                if (sanction.enforced()) {
                    silence.onLapsed();
                }
            }
            return over;
        });
        long gone = lapsed.get() - before;
        if (gone > 0) {
            LOG.warn("The learner has not renewed the sanctions of {} clients: they have lapsed", gone);
        }
    }

    /** Goes up when a client is restricted otherwise than before; not when that is renewed or ends. */
    public long changes() {
        return changes.get();
    }

    public SanctionCounts counts() {
        long now = clock.millis();
        int warned = 0;
        int throttled = 0;
        int banned = 0;
        int shadow = 0;
        for (Sanction sanction : held.values()) {
            switch (Restriction.of(sanction, now)) {
                case Restriction.Warned _ -> warned++;
                case Restriction.Throttled _ -> throttled++;
                case Restriction.Banned _ -> banned++;
                case Restriction.None _ -> shadow += sanction.enforced() ? 0 : 1;
            }
        }
        return new SanctionCounts(warned, throttled, banned, shadow, ended.get(), lapsed.get(), passedOver.get());
    }

    /** In words, what is wrong with the sanctions; empty where nothing is. */
    public synchronized Optional<String> trouble() {
        sweep();
        SanctionCounts counts = counts();
        if (held.size() >= capacity) {
            return Optional.of("all " + capacity + " sanctions that fit are held: no more clients are restricted");
        }
        return silence.inWords(clock.millis(), counts.effective());
    }
}
