package io.doorstep.chat.limits;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Hold;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The effective limits by scope: the configured ones until a revision replaces them, and on top of both what operators
 * have changed by hand. Of each limit the number of the most specific scope wins that has one of its own: client, product,
 * country, tier, default. A scope has a number of its own where the settings name it, where a revision has moved it away from
 * the configured one, and all of them where an operator holds the scope.
 */
public final class EffectiveLimits {
    private final ConfiguredLimits configured;
    private final LimitBounds bounds;
    private final Function<ClientKey, List<String>> names;
    private volatile Map<Scope, ClientLimits> learnedLimits;
    private volatile LimitOverride override = LimitOverride.NONE;
    /** Scopes whose next revision is in force whatever its number. */
    private Set<Scope> renumbered = Set.of();
    private volatile ScopedLimits inForce;

    /** The same for everybody, until revisions say otherwise. */
    public EffectiveLimits(Limits configured, LimitBounds bounds) {
        this(ConfiguredLimits.of(configured, List.of()), bounds, _ -> List.of());
    }

    /** @param names those of a client in scopes, all that it may be called by */
    public EffectiveLimits(ConfiguredLimits configured, LimitBounds bounds, Function<ClientKey, List<String>> names) {
        this.configured = configured;
        this.bounds = bounds;
        this.names = names;
        Map<Scope, ClientLimits> first = new HashMap<>();
        configured.scopes().keySet()
                .forEach(scope -> first.put(scope, new ClientLimits(scope, configured.of(scope), 0)));
        first.put(Scope.DEFAULT, new ClientLimits(Scope.DEFAULT, configured.byDefault(), 0));
        this.learnedLimits = Map.copyOf(first);
        this.inForce = overridden();
    }

    /** @param productId a well-formed product id */
    public ClientLimits limitsFor(Client client, String productId) {
        return inForce.of(client, productId);
    }

    public ClientLimits byDefault() {
        return inForce.byDefault();
    }

    /**
     * Where the number of one limit comes from.
     *
     * @param productId absent: none that has limits of its own
     */
    public NumberSource sourceOf(LimitName name, Client client, @Nullable String productId) {
        LimitOverride.Numbers byHand = override.numbers();
        if (byHand != null) {
            return NumberSource.byHand(byHand.by().operator());
        }
        ClientLimits source = inForce.sourceOf(name, client, productId);
        return NumberSource.of(source, ScopedLimits.isSame(name, source.limits(), configured.of(source.scope())));
    }

    /** Whether an operator has switched this limit off. */
    public boolean isOff(LimitName name) {
        return override.off().containsKey(name);
    }

    /** The limits that are in force once operators release theirs. */
    public Map<Scope, ClientLimits> learnedLimits() {
        return learnedLimits;
    }

    /** Those of the settings for everybody of whom no scope says anything else. */
    public Limits configured() {
        return configured.byDefault();
    }

    /** Those of the settings for one scope. */
    public Limits configured(Scope scope) {
        return configured.of(scope);
    }

    public LimitOverride override() {
        return override;
    }

    /**
     * Puts a revision in force, within this instance's bounds, unless it is not newer than the one that is: the same with
     * a later lease is newer. Numbers that an operator has set stay on top of it, and with them no candidate runs. Below what the
     * settings name for a scope other than the default one a number holds by a lease or an operator's pin alone.
     */
    public synchronized Revision apply(LimitsRevised revised) {
        ClientLimits current = learnedLimits.get(revised.scope());
        boolean isRenewal = current != null && isRenewal(current, revised);
        if (current != null && revised.revision() <= current.revision() && !isRenewal
                && !renumbered.contains(revised.scope())) {
            return new Revision.Stale(current);
        }
        Limits limits = bounds.clamp(revised.limits());
        if (revised.lease() == null && revised.hold() != Hold.PINNED) {
            limits = configured.atLeast(revised.scope(), limits);
        }
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
        Limits least = configured.of(limits.scope());
        for (LimitName name : ScopedLimits.ALL) {
            raised = raised.with(name, Math.max(raised.get(name), least.get(name)));
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

    private ScopedLimits overridden() {
        LimitOverride.Numbers numbers = override.numbers();
        return new ScopedLimits(numbers == null
                ? learnedLimits
                : learnedLimits.values().stream().collect(Collectors.toUnmodifiableMap(ClientLimits::scope,
                        limits -> limits.overriddenBy(numbers.limits()))),
                numbers == null ? this::own : _ -> ScopedLimits.ALL, names);
    }

    /** The limits that a scope has numbers of its own for; those that it inherits are absent. */
    private Set<LimitName> own(ClientLimits limits) {
        if (limits.hold() != null) {
            return ScopedLimits.ALL;
        }
        Set<LimitName> own = new HashSet<>(configured.named(limits.scope()));
        ScopedLimits.ALL.stream().filter(name -> !ScopedLimits.isSame(name, limits.limits(), configured.byDefault()))
                .forEach(own::add);
        return own;
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
