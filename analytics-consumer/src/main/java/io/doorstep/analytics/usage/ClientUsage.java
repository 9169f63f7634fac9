package io.doorstep.analytics.usage;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one client did in one window, apart for each scope it belongs to: {@code default}, its tiers, countries and
 * products. An attempt on product 11 counts for {@code product:11} and for no other product, so the products of a window
 * add up to the whole.
 *
 * @param tallies never empty but in {@link #NONE}
 */
public record ClientUsage(Map<Scope, Tally> tallies) {
    /** Nothing yet. */
    public static final ClientUsage NONE = new ClientUsage(Map.of());

    /** Products of one client and window that are told apart; a client that invents more counts in the other scopes. */
    static final int MOST_PRODUCTS = 8;

    public ClientUsage {
        tallies = Map.copyOf(tallies);
    }

    /** Whether an event says something about usage; others leave it as it is. */
    public static boolean isUsage(Event event) {
        return event instanceof ConnectionOpened || event instanceof Violation;
    }

    /**
     * This usage and the event.
     *
     * @throws IllegalArgumentException if the event makes no sense
     */
    public ClientUsage add(EventEnvelope envelope) {
        return switch (envelope.event()) {
            case ConnectionOpened opened -> add(scopes(opened.tier(), opened.country(), opened.productId()),
                    tally -> tally.add(opened));
            case Violation violation -> add(scopes(violation.tier(), violation.country(), violation.productId()),
                    tally -> tally.add(violation));
            default -> this;
        };
    }

    private ClientUsage add(Set<Scope> scopes, UnaryOperator<Tally> addition) {
        Map<Scope, Tally> sum = new HashMap<>(tallies);
        scopes.forEach(scope -> sum.put(scope, addition.apply(sum.getOrDefault(scope, Tally.NONE))));
        return new ClientUsage(sum);
    }

    private Set<Scope> scopes(Tier tier, @Nullable String country, @Nullable String productId) {
        Set<Scope> scopes = new LinkedHashSet<>(Set.of(Scope.DEFAULT, Scope.tier(tier)));
        if (country != null) {
            scopes.add(Scope.country(country));
        }
        if (productId != null && hasRoomFor(Scope.product(productId))) {
            scopes.add(Scope.product(productId));
        }
        return scopes;
    }

    private boolean hasRoomFor(Scope product) {
        return tallies.containsKey(product)
                || tallies.keySet().stream().filter(ClientUsage::isProduct).count() < MOST_PRODUCTS;
    }

    static boolean isProduct(Scope scope) {
        return scope.name().startsWith("product:");
    }

    /** For a store; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        return UsageBytes.write(out -> UsageBytes.writeClient(out, this));
    }

    public static ClientUsage fromBytes(byte[] bytes) {
        return UsageBytes.read(bytes, UsageBytes::readClient);
    }
}
