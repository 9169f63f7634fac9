package io.doorstep.analytics.usage;

import io.doorstep.events.Scope;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The clients of one window folded into their scopes. Mutable and for one thread.
 *
 * <p>
 * Anybody can name products that do not exist, so of the products only the {@value #MOST_PRODUCTS} with the most clients
 * are reported; all attempts are in {@code default}.
 */
public final class WindowUsage {
    static final int MOST_PRODUCTS = 500;

    private final Map<Scope, ScopeUsage> scopes = new HashMap<>();

    /** Adds a client that is not in it yet. */
    public void add(ClientUsage client) {
        boolean isSound = client.isSound();
        client.tallies().forEach(
                (scope, tally) -> scopes.computeIfAbsent(scope, _ -> ScopeUsage.empty()).add(tally, isSound));
    }

    public Map<Scope, ScopeUsage> scopes() {
        Stream<Map.Entry<Scope, ScopeUsage>> products = scopes.entrySet().stream()
                .filter(entry -> ClientUsage.isProduct(entry.getKey()))
                .sorted(Comparator.comparingLong((Map.Entry<Scope, ScopeUsage> entry) -> entry.getValue().clients())
                        .reversed())
                .limit(MOST_PRODUCTS);
        Stream<Map.Entry<Scope, ScopeUsage>> others = scopes.entrySet().stream()
                .filter(entry -> !ClientUsage.isProduct(entry.getKey()));
        return Stream.concat(others, products).collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                Map.Entry::getValue));
    }
}
