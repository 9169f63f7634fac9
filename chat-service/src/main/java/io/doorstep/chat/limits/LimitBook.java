package io.doorstep.chat.limits;

import io.doorstep.chat.client.Client;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The limits in force by scope: the configured ones until a revision replaces them. The most specific scope wins:
 * product, country, tier, default.
 */
public final class LimitBook {
    private final LimitBounds bounds;
    private volatile Map<Scope, LimitsInForce> inForce;

    public LimitBook(Limits configured, LimitBounds bounds) {
        this.bounds = bounds;
        this.inForce = Map.of(Scope.DEFAULT, new LimitsInForce(Scope.DEFAULT, configured, 0));
    }

    /** @param productId a well-formed product id */
    public LimitsInForce limitsFor(Client client, String productId) {
        Map<Scope, LimitsInForce> now = inForce;
        if (now.size() > 1) {
            for (Scope scope : scopesOf(client, productId)) {
                LimitsInForce limits = now.get(scope);
                if (limits != null) {
                    return limits;
                }
            }
        }
        return byDefault(now);
    }

    private static List<Scope> scopesOf(Client client, String productId) {
        return Stream.of(Stream.of(Scope.product(productId)), Stream.ofNullable(client.country()).map(Scope::country),
                Stream.of(Scope.tier(client.tier()))).flatMap(scope -> scope).toList();
    }

    public LimitsInForce byDefault() {
        return byDefault(inForce);
    }

    private static LimitsInForce byDefault(Map<Scope, LimitsInForce> now) {
        LimitsInForce limits = now.get(Scope.DEFAULT);
        if (limits == null) {
            throw new IllegalStateException("the default scope always has limits");
        }
        return limits;
    }

    public Map<Scope, LimitsInForce> all() {
        return inForce;
    }

    /** Puts a revision in force, within this instance's bounds, unless it is not newer than the one that is. */
    public synchronized Revision apply(LimitsRevised revised) {
        LimitsInForce current = inForce.get(revised.scope());
        if (current != null && revised.revision() <= current.revision()) {
            return new Revision.Stale(current);
        }
        LimitsInForce next = new LimitsInForce(revised.scope(), bounds.clamp(revised.limits()), revised.revision());
        Map<Scope, LimitsInForce> changed = new HashMap<>(inForce);
        changed.put(revised.scope(), next);
        inForce = Map.copyOf(changed);
        return new Revision.Applied(next, !next.limits().equals(revised.limits()));
    }

    /** What became of a revision. */
    public sealed interface Revision {

        /** @param clamped whether this instance's bounds changed it */
        record Applied(LimitsInForce limits, boolean clamped) implements Revision {}

        record Stale(LimitsInForce kept) implements Revision {}
    }
}
