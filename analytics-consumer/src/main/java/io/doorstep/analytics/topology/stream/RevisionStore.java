package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.revision.RevisionHistory;
import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Lease;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the state of each scope, numbers its revisions and publishes them. All of it happens in one task. */
public final class RevisionStore {
    public static final String STATES = "learner-book";
    /** The limits of every revision, for good. */
    public static final String REVISIONS = "learner-revisions";

    private final ProcessorContext<String, EventEnvelope> context;
    private final long windowMs;
    private final LearnerListener listener;
    private final KeyValueStore<String, ScopeState> states;
    private final KeyValueStore<String, RevisionHistory.Past> revisions;
    private final Counters counters;
    private final PublishedState published;

    RevisionStore(ProcessorContext<String, EventEnvelope> context, TopologySettings settings, PublishedState published,
            LearnerListener listener) {
        this.context = context;
        this.windowMs = settings.windowMs();
        this.listener = listener;
        states = context.getStateStore(STATES);
        revisions = context.getStateStore(REVISIONS);
        counters = new Counters(context.getStateStore(Counters.STORE), published::floor);
        this.published = published;
    }

    /** Null for a scope without limits of its own. */
    @Nullable
    ScopeState state(Scope scope, Limits configured) {
        ScopeState state = states.get(scope.name());
        if (state == null) {
            LimitsRevised latest = published.latest(scope);
            return latest != null
                    ? ScopeState.from(latest, configured)
                    : published.isNamed(scope) ? ScopeState.of(configured) : null;
        }
        return state.revision() == 0 && !published.isNamed(scope) ? null : state.under(configured);
    }

    /** Number of the revision of a scope; 0 for the configured limits. */
    long revision(Scope scope) {
        ScopeState state = states.get(scope.name());
        LimitsRevised latest = state == null ? published.latest(scope) : null;
        return state != null ? state.revision() : latest == null ? 0 : latest.revision();
    }

    void keep(Scope scope, ScopeState state) {
        states.put(scope.name(), state);
    }

    RevisionHistory history(Scope scope) {
        return number -> {
            RevisionHistory.Past kept = revisions.get(key(scope, number));
            LimitsRevised revised = kept == null ? published.revision(scope, number) : null;
            return revised == null ? kept : new RevisionHistory.Past(revised.predecessor(), revised.limits());
        };
    }

    /** @return the number of the new revision */
    long revise(Scope scope, ScopeState state, RevisionDraft draft, Limits configured) {
        long number = counters.nextRevision();
        Lease lease = ScopeState.needsLease(draft.limits(), draft.hold(), configured) ? lease() : null;
        keep(scope, state.revised(number, draft, lease));
        revisions.put(key(scope, number), new RevisionHistory.Past(state.revision(), draft.limits()));
        var revised = new LimitsRevised(scope, number, state.revision(), draft.limits(), draft.author(),
                draft.reason(), draft.evidence(), draft.kind(), draft.candidate(), draft.hold(), lease);
        publish(revised);
        listener.onRevised(revised);
        return number;
    }

    /** Ends the lease of a scope where it was not renewed in time. */
    boolean releaseIfLapsed(Scope scope, ScopeState state, Limits configured) {
        if (!state.needsLease(configured) || !state.hasLapsed(context.currentSystemTimeMs())) {
            return false;
        }
        TuningDecision lapsed = TuningDecision.lapsed(state, configured);
        revise(scope, lapsed.state(), Objects.requireNonNull(lapsed.draft()), configured);
        return true;
    }

    /** Renews the lease of each scope that has numbers below the configured ones, where it has not ended yet. */
    void renewLeases() {
        List<String> scopes = new ArrayList<>();
        try (var all = states.all()) {
            all.forEachRemaining(state -> {
                Limits configured = published.configured(new Scope(state.key));
                if (configured != null && state.value.needsLease(configured)
                        && !state.value.hasLapsed(context.currentSystemTimeMs())) {
                    scopes.add(state.key);
                }
            });
        }
        scopes.forEach(this::renewLease);
    }

    private void renewLease(String scope) {
        ScopeState state = states.get(scope);
        LimitsRevised latest = published.latest(new Scope(scope));
        if (latest != null && latest.revision() == state.revision()) {
            Lease lease = lease();
            states.put(scope, state.renewed(lease));
            publish(latest.withLease(lease));
        }
    }

    private Lease lease() {
        return Lease.from(context.currentSystemTimeMs(), windowMs);
    }

    /** Up to where windows have been closed, in milliseconds since the epoch. */
    long closedUpTo() {
        return counters.publishedUpTo();
    }

    void publish(Event event) {
        long now = context.currentSystemTimeMs();
        context.forward(new Record<>(event.key(),
                new EventEnvelope(Counters.SOURCE, counters.nextSequence(), Instant.ofEpochMilli(now), event), now));
    }

    private static String key(Scope scope, long number) {
        return scope.name() + "/" + number;
    }
}
