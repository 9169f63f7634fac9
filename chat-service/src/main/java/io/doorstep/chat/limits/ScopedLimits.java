package io.doorstep.chat.limits;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which limits hold for whom: of each limit, the number of the most specific scope that has one of its own, in the order
 * client, product, country, tier, default. Immutable. Where only the default scope has numbers, an answer costs one
 * comparison; where others do, a look at each kind of scope, and no allocation for a client of one of them.
 */
final class ScopedLimits {
    /** The limits that a scope can have. */
    static final Set<LimitName> ALL = Set.copyOf(EnumSet.complementOf(EnumSet.of(LimitName.CONNECTIONS_TOTAL)));
    /** Combinations of scopes that are remembered; others are put together anew each time. */
    private static final int MOST_COMBINATIONS = 10_000;

    private final Part byDefault;
    private final boolean onlyDefault;
    private final Map<String, Part> clients = new HashMap<>();
    private final Map<String, Part> products = new HashMap<>();
    private final Map<String, Part> countries = new HashMap<>();
    private final Map<Tier, Part> tiers = new EnumMap<>(Tier.class);
    private final Function<ClientKey, List<String>> names;
    private final Map<Combination, ClientLimits> combined = new ConcurrentHashMap<>();

    /** What one scope says; the same as no other. */
    private static final class Part {
        private final ClientLimits limits;
        /** The limits that it has numbers of its own for. */
        private final Set<LimitName> own;
        /** Its limits where no other scope but the default one says anything. */
        private final ClientLimits overDefault;

        private Part(ClientLimits limits, Set<LimitName> own, @Nullable Part byDefault) {
            this.limits = limits;
            this.own = own;
            this.overDefault = byDefault == null ? limits : merged(List.of(this, byDefault));
        }

        private boolean isWhole() {
            return own.size() == ALL.size();
        }
    }

    /** The scopes of one client on one page. */
    private record Combination(@Nullable Part client, @Nullable Part product, @Nullable Part country,
            @Nullable Part tier) {

        List<Part> over(Part byDefault) {
            return mostSpecificFirst(client, product, country, tier, byDefault);
        }
    }

    /**
     * @param limits one for each scope, among them the default one
     * @param own says which limits a scope has numbers of its own for
     * @param names those of a client in scopes, all that it may be called by
     */
    ScopedLimits(Map<Scope, ClientLimits> limits, Function<ClientLimits, Set<LimitName>> own,
            Function<ClientKey, List<String>> names) {
        ClientLimits everybodys = Objects.requireNonNull(limits.get(Scope.DEFAULT), "the default scope has limits");
        this.byDefault = new Part(everybodys, ALL, null);
        this.names = names;
        limits.values().forEach(one -> {
            Set<LimitName> named = own.apply(one);
            if (!named.isEmpty() && !one.scope().equals(Scope.DEFAULT)) {
                add(new Part(one, named, byDefault));
            }
        });
        this.onlyDefault = clients.isEmpty() && products.isEmpty() && countries.isEmpty() && tiers.isEmpty();
    }

    private void add(Part part) {
        String[] name = part.limits.scope().name().split(":", 2);
        switch (name[0]) {
            case "client" -> clients.put(name[1], part);
            case "product" -> products.put(name[1], part);
            case "country" -> countries.put(name[1], part);
            case "tier" -> Arrays.stream(Tier.values())
                    .filter(tier -> tier.name().toLowerCase(Locale.ROOT).equals(name[1]))
                    .forEach(tier -> tiers.put(tier, part));
            default -> {
                // a kind of scope that this version does not know is nobody's
            }
        }
    }

    ClientLimits byDefault() {
        return byDefault.limits;
    }

    /** @param productId a well-formed product id */
    ClientLimits of(Client client, String productId) {
        if (onlyDefault) {
            return byDefault.limits;
        }
        Part own = clients.isEmpty() ? null : ofClient(client.key());
        Part product = products.isEmpty() ? null : products.get(productId);
        Part country = client.country() == null || countries.isEmpty() ? null : countries.get(client.country());
        Part tier = tiers.get(client.tier());
        Part first = own != null ? own : product != null ? product : country != null ? country : tier;
        if (first == null) {
            return byDefault.limits;
        }
        if (first.isWhole()) {
            return first.limits;
        }
        return isAlone(first, product, country, tier)
                ? first.overDefault
                : combined(new Combination(own, product, country, tier));
    }

    private static boolean isAlone(Part first, @Nullable Part product, @Nullable Part country, @Nullable Part tier) {
        return (product == null || product == first) && (country == null || country == first)
                && (tier == null || tier == first);
    }

    private @Nullable Part ofClient(ClientKey client) {
        List<String> called = names.apply(client);
        for (int i = 0; i < called.size(); i++) {
            Part part = clients.get(called.get(i));
            if (part != null) {
                return part;
            }
        }
        return null;
    }

    private ClientLimits combined(Combination scopes) {
        ClientLimits known = combined.get(scopes);
        if (known != null) {
            return known;
        }
        ClientLimits limits = merged(scopes.over(byDefault));
        if (combined.size() < MOST_COMBINATIONS) {
            combined.put(scopes, limits);
        }
        return limits;
    }

    /** @param parts most specific first; the last is whole */
    private static ClientLimits merged(List<Part> parts) {
        Limits limits = parts.getLast().limits.limits();
        Limits candidate = limits;
        for (LimitName name : ALL) {
            ClientLimits from = sourceOf(name, parts).limits;
            Limits tried = from.candidate() == null ? from.limits() : from.candidate();
            limits = with(limits, name, from.limits());
            candidate = with(candidate, name, tried);
        }
        ClientLimits first = parts.getFirst().limits;
        long revision = parts.stream().mapToLong(part -> part.limits.revision()).max().orElse(0);
        return new ClientLimits(first.scope(), limits, revision, candidate.equals(limits) ? null : candidate,
                first.kind(), first.hold(), first.lease());
    }

    private static Part sourceOf(LimitName name, List<Part> parts) {
        return parts.stream().filter(part -> part.own.contains(name)).findFirst().orElse(parts.getLast());
    }

    private static Limits with(Limits limits, LimitName name, Limits from) {
        return switch (name) {
            case CONNECTION_RATE -> limits.withConnectionRate(from.connectionRate());
            case MESSAGE_RATE -> limits.withMessageRate(from.messageRate());
            case SESSION_CREATION -> limits.withSessionCreation(from.sessionCreation());
            case CONNECTIONS_PER_CLIENT -> limits.withConnectionsPerClient(from.connectionsPerClient());
            case CONNECTIONS_TOTAL -> limits;
        };
    }

    /** The limits of the scope that a number comes from. */
    ClientLimits sourceOf(LimitName name, Client client, @Nullable String productId) {
        return sourceOf(name, mostSpecificFirst(clients.isEmpty() ? null : ofClient(client.key()),
                productId == null ? null : products.get(productId),
                client.country() == null ? null : countries.get(client.country()), tiers.get(client.tier()),
                byDefault)).limits;
    }

    private static List<Part> mostSpecificFirst(@Nullable Part... parts) {
        List<Part> there = new ArrayList<>();
        for (Part part : parts) {
            if (part != null) {
                there.add(part);
            }
        }
        return there;
    }

    /** Whether a number of one limit is the same in both, window and all. */
    static boolean isSame(LimitName name, Limits one, Limits other) {
        if (name == LimitName.CONNECTIONS_PER_CLIENT) {
            return one.connectionsPerClient() == other.connectionsPerClient();
        }
        RateLimit rate = one.rate(name);
        return rate.equals(other.rate(name));
    }
}
