package io.doorstep.chat.limits;

import io.doorstep.chat.client.Client;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The effective limits by scope: the configured ones until a revision replaces them, and on top of both what operators
 * have changed by hand. The most specific scope wins: product, country, tier, default.
 */
public final class EffectiveLimits {
    private final Limits configured;
    private final LimitBounds bounds;
    private volatile Map<Scope, ClientLimits> learnedLimits;
    private volatile LimitOverride override = LimitOverride.NONE;
    /** Scopes whose next revision is in force whatever its number. */
    private Set<Scope> renumbered = Set.of();
    private volatile Map<Scope, ClientLimits> inForce;

    public EffectiveLimits(Limits configured, LimitBounds bounds) {
        this.configured = configured;
        this.bounds = bounds;
        this.learnedLimits = Map.of(Scope.DEFAULT, new ClientLimits(Scope.DEFAULT, configured, 0));
        this.inForce = learnedLimits;
    }

    /** @param productId a well-formed product id */
    public ClientLimits limitsFor(Client client, String productId) {
        Map<Scope, ClientLimits> now = inForce;
        ClientLimits specific = now.size() == 1 ? null : now.get(Scope.product(productId));
        if (specific == null && now.size() > 1 && client.country() != null) {
            specific = now.get(Scope.country(client.country()));
        }
        if (specific == null && now.size() > 1) {
            specific = now.get(Scope.tier(client.tier()));
        }
        return specific == null ? byDefault(now) : specific;
    }

    public ClientLimits byDefault() {
        return byDefault(inForce);
    }

    private static ClientLimits byDefault(Map<Scope, ClientLimits> now) {
        ClientLimits limits = now.get(Scope.DEFAULT);
        if (limits == null) {
            throw new IllegalStateException("the default scope always has limits");
        }
        return limits;
    }

    /** Whether an operator has switched this limit off. */
    public boolean isOff(LimitName name) {
        return override.off().containsKey(name);
    }

    public Map<Scope, ClientLimits> all() {
        return inForce;
    }

    /** The limits that are in force once operators release theirs. */
    public Map<Scope, ClientLimits> learnedLimits() {
        return learnedLimits;
    }

    public Limits configured() {
        return configured;
    }

    public LimitOverride override() {
        return override;
    }

    /**
     * Puts a revision in force, within this instance's bounds, unless it is not newer than the one that is: the same with
     * a later lease is newer. Numbers that an operator has set stay on top of it, and with them no candidate runs.
     */
    public synchronized Revision apply(LimitsRevised revised) {
        ClientLimits current = learnedLimits.get(revised.scope());
        boolean isRenewal = current != null && isRenewal(current, revised);
        if (current != null && revised.revision() <= current.revision() && !isRenewal
                && !renumbered.contains(revised.scope())) {
            return new Revision.Stale(current);
        }
        Limits limits = bounds.clamp(revised.limits());
        ClientLimits next = new ClientLimits(revised.scope(), limits, revised.revision(),
                bounds.candidate(revised.candidate(), limits), revised.kind(), revised.hold(),
                HeldLease.of(revised.lease()));
        put(List.of(next));
        Set<Scope> left = new HashSet<>(renumbered);
        left.remove(revised.scope());
        renumbered = Set.copyOf(left);
        return isRenewal
                ? new Revision.Renewed(next, isLapsed(current))
                : new Revision.Applied(next, !limits.equals(revised.limits()));
    }

    private static boolean isRenewal(ClientLimits current, LimitsRevised revised) {
        return current.lease() != null && revised.lease() != null && revised.revision() == current.revision()
                && revised.lease().untilMs() > current.lease().lease().untilMs();
    }

    private static boolean isLapsed(@Nullable ClientLimits limits) {
        return limits != null && limits.lease() != null && limits.lease().lapsed();
    }

    private void put(List<ClientLimits> limits) {
        Map<Scope, ClientLimits> changed = new HashMap<>(learnedLimits);
        limits.forEach(next -> changed.put(next.scope(), next));
        learnedLimits = Map.copyOf(changed);
        inForce = overridden();
    }

    /**
     * Puts the configured numbers in force in place of those below them whose lease has ended.
     *
     * @return the limits of each scope where it has
     */
    public synchronized List<ClientLimits> lapse(long nowMs) {
        List<ClientLimits> lapsed = learnedLimits.values().stream()
                .filter(limits -> limits.lease() != null && limits.lease().isOver(nowMs)).map(this::lapsed).toList();
        if (!lapsed.isEmpty()) {
            put(lapsed);
        }
        return lapsed;
    }

    private ClientLimits lapsed(ClientLimits limits) {
        Limits raised = limits.limits();
        for (LimitName name : LimitName.values()) {
            if (name != LimitName.CONNECTIONS_TOTAL) {
                raised = raised.with(name, Math.max(raised.get(name), configured.get(name)));
            }
        }
        return limits.lapsed(raised, bounds.candidate(limits.candidate(), raised));
    }

    /** What the revisions come from has begun anew: of each scope the next one is in force, whatever its number. */
    public synchronized void onRevisionsMadeAnew() {
        renumbered = Set.copyOf(learnedLimits.keySet());
    }

    /** Does at once what an operator wants. The bounds of this instance are not the operator's. */
    public synchronized OverrideChange override(OverrideCommand command, SetBy by) {
        override = override.after(command, by, byDefault().limits());
        inForce = overridden();
        return new OverrideChange(command.kind(), command.limitName(), byDefault().limits(),
                List.copyOf(override.off().keySet()));
    }

    /** Puts in force what operators want, who have said so on another instance. */
    public synchronized void adopt(LimitOverride byHand) {
        override = byHand;
        inForce = overridden();
    }

    private Map<Scope, ClientLimits> overridden() {
        LimitOverride.Numbers numbers = override.numbers();
        return numbers == null
                ? learnedLimits
                : learnedLimits.values().stream().collect(Collectors.toUnmodifiableMap(ClientLimits::scope,
                        limits -> limits.overriddenBy(numbers.limits())));
    }

    /** What became of a revision. */
    public sealed interface Revision {

        /** @param clamped whether this instance's bounds changed it */
        record Applied(ClientLimits limits, boolean clamped) implements Revision {}

        /** @param lapsed whether the lease before had ended, so that the numbers are in force anew */
        record Renewed(ClientLimits limits, boolean lapsed) implements Revision {}

        record Stale(ClientLimits kept) implements Revision {}
    }
}
