package io.doorstep.analytics.usage;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import io.doorstep.events.WouldReject;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What one client did in one window, apart for each scope it belongs to: {@code default}, its tiers, countries and
 * products. An attempt on product 11 counts for {@code product:11} and for no other product, so the products of a window
 * add up to the whole. Mutable and for one thread, since there is one for each client of a window.
 */
public final class ClientUsage {
    /** Products of one client and window that are told apart; a client that invents more counts in the other scopes. */
    static final int MOST_PRODUCTS = 8;
    /** No client does anything more often than this in the second or minute that one event stands for. */
    private static final long MOST_AT_ONCE = 1_000_000_000;
    /** Of a product or country, in characters. */
    private static final int LONGEST_NAME = 256;

    private static final Map<Tier, Scope> TIERS = Arrays.stream(Tier.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Scope::tier));

    private final Map<Scope, ClientWindowStats> stats = new HashMap<>(8);

    private ClientUsage() {}

    public static ClientUsage empty() {
        return new ClientUsage();
    }

    /** Whether an event says something about usage; others leave it as it is. */
    public static boolean isUsage(Event event) {
        return event instanceof ConnectionOpened || event instanceof Violation || event instanceof ConnectionActivity
                || event instanceof WouldReject;
    }

    /**
     * When an event happened, which says what window it belongs to. Activity happened in the minute that it describes,
     * whose last instant it is taken for even where its own time is the next one.
     */
    public static long timeMs(Event event, long envelopeMs) {
        return event instanceof ConnectionActivity activity
                ? Math.min(envelopeMs, Math.max(0, activity.windowStartMs() + Math.max(0, activity.windowMs() - 1)))
                : envelopeMs;
    }

    /**
     * Adds an event.
     *
     * @return this
     * @throws IllegalArgumentException if the event makes no sense; then nothing has changed
     */
    public ClientUsage add(EventEnvelope envelope) {
        switch (envelope.event()) {
            case ConnectionOpened opened -> add(opened.tier(), opened.country(), opened.productId(),
                    tally -> tally.add(opened));
            case Violation violation -> {
                requireSense(violation, 1, violation.count());
                add(violation.tier(), violation.country(), violation.productId(), tally -> tally.add(violation));
            }
            case ConnectionActivity activity -> {
                requireSense(activity, 0, activity.connectionsPeak(), activity.sessionMessages(), activity.sessions(),
                        activity.sessionsInLimitWindow() == null ? 0 : activity.sessionsInLimitWindow());
                add(activity.tier(), activity.country(), activity.productId(), tally -> tally.add(activity));
            }
            case WouldReject wouldReject -> {
                requireSense(wouldReject, 1, wouldReject.count());
                add(wouldReject.tier(), wouldReject.country(), wouldReject.productId(),
                        tally -> tally.add(wouldReject));
            }
            default -> {
                // Says nothing about usage.
            }
        }
        return this;
    }

    private static void requireSense(Event event, long least, long... counts) {
        if (LongStream.of(counts).anyMatch(count -> count < least || count > MOST_AT_ONCE)) {
            throw new IllegalArgumentException("no client does so much at once: " + event);
        }
    }

    private void add(Tier tier, @Nullable String country, @Nullable String productId,
            Consumer<ClientWindowStats> addition) {
        Scope tierScope = TIERS.getOrDefault(tier, Scope.DEFAULT);
        requireName(country);
        requireName(productId);
        addition.accept(tally(Scope.DEFAULT));
        addition.accept(tally(tierScope));
        if (country != null) {
            addition.accept(tally(Scope.country(country)));
        }
        if (productId != null && hasRoomFor(Scope.product(productId))) {
            addition.accept(tally(Scope.product(productId)));
        }
    }

    private static void requireName(@Nullable String name) {
        if (name != null && name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("nothing has a name of " + name.length() + " characters");
        }
    }

    private ClientWindowStats tally(Scope scope) {
        return stats.computeIfAbsent(scope, _ -> new ClientWindowStats());
    }

    private boolean hasRoomFor(Scope product) {
        return stats.containsKey(product)
                || stats.keySet().stream().filter(ClientUsage::isProduct).count() < MOST_PRODUCTS;
    }

    static boolean isProduct(Scope scope) {
        return scope.name().startsWith("product:");
    }

    Map<Scope, ClientWindowStats> tallies() {
        return Collections.unmodifiableMap(stats);
    }

    /** Whether it was refused, in any scope, for nothing that people who mean well are not refused for. */
    boolean isSound() {
        return stats.values().stream().allMatch(ClientWindowStats::isSound);
    }

    /** For a store; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        return UsageBytes.write(out -> {
            out.writeShort(stats.size());
            for (var entry : stats.entrySet()) {
                out.writeUTF(entry.getKey().name());
                entry.getValue().write(out);
            }
        });
    }

    public static ClientUsage fromBytes(byte[] bytes) {
        return UsageBytes.read(bytes, (in, version) -> {
            ClientUsage usage = new ClientUsage();
            for (int left = in.readShort(); left > 0; left--) {
                usage.stats.put(new Scope(in.readUTF()), ClientWindowStats.read(in, version));
            }
            return usage;
        });
    }
}
