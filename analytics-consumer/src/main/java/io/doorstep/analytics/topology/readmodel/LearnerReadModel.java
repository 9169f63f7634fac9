package io.doorstep.analytics.topology.readmodel;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.NumberFloor;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.store.ScopeInWindow;
import io.doorstep.analytics.topology.stream.Counters;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the learner has published lately, as read back from Kafka: the same on every instance, and bounded by count. Only
 * the latest adjustments and the losses are this instance's own.
 */
public final class LearnerReadModel implements LearnerListener, PublishedState {
    /** Patterns, revisions and answers that are remembered. */
    static final int MOST_PATTERNS = 2000;
    static final int MOST_REVISIONS = 1000;
    static final int MOST_ANSWERS = 1000;

    private final ConfiguredDoors doors = new ConfiguredDoors();
    /** By window, since the topic's partitions are read one after the other. */
    private final NavigableMap<ScopeInWindow, UsagePattern> patterns = new TreeMap<>(
            Comparator.comparingLong(ScopeInWindow::windowStartMs).thenComparing(key -> key.scope().name()));
    private final NavigableMap<Long, Revision> revisions = new TreeMap<>();
    private final Map<String, Revision> inForce = new TreeMap<>();
    private final Map<String, CommandAnswered> answers = new LinkedHashMap<>();
    private final Map<String, TuningDecision> turns = new TreeMap<>();
    private final Map<String, List<Proposal>> proposals = new TreeMap<>();
    private List<SourceLoss> losses = List.of();
    private final SanctionsReadModel sanctions = new SanctionsReadModel();
    private NumberFloor floor = NumberFloor.NONE;
    private long lossyUpToMs;

    /** A revision with the event that it was published as. */
    public record Revision(EventEnvelope envelope, LimitsRevised revised) {}

    public synchronized void add(EventEnvelope envelope) {
        raiseFloor(envelope);
        switch (envelope.event()) {
            case UsagePattern pattern -> add(pattern);
            case LimitsRevised revised -> add(new Revision(envelope, revised));
            case CommandAnswered answer -> add(answer);
            default -> {
                // Not the learner's.
            }
        }
    }

    private void add(UsagePattern pattern) {
        if (pattern.lost() > 0) {
            lossyUpToMs = Math.max(lossyUpToMs, pattern.windowStartMs() + 2 * pattern.windowMs());
        }
        patterns.put(new ScopeInWindow(pattern.windowStartMs(), pattern.scope()), pattern);
        if (patterns.size() > MOST_PATTERNS) {
            patterns.pollFirstEntry();
        }
    }

    private void add(Revision revision) {
        revisions.put(revision.revised().revision(), revision);
        if (revisions.size() > MOST_REVISIONS) {
            revisions.pollFirstEntry();
        }
        putInForce(revision);
    }

    private void add(CommandAnswered answer) {
        answers.remove(answer.id());
        answers.put(answer.id(), answer);
        if (answers.size() > MOST_ANSWERS) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    /** The latest of a scope alone: it may be older than all that the revision log has. */
    synchronized void addLatest(EventEnvelope envelope) {
        raiseFloor(envelope);
        if (envelope.event() instanceof LimitsRevised revised) {
            putInForce(new Revision(envelope, revised));
        }
    }

    private void raiseFloor(EventEnvelope envelope) {
        boolean isOurs = envelope.source().equals(Counters.SOURCE);
        floor = floor.with(isOurs ? envelope.sequence() : 0,
                envelope.event() instanceof LimitsRevised revised ? revised.revision() : 0,
                isOurs && envelope.event() instanceof UsagePattern pattern
                        ? pattern.windowStartMs() + pattern.windowMs()
                        : 0);
    }

    @Override
    public synchronized NumberFloor floor() {
        return floor;
    }

    @Override
    public synchronized @Nullable LimitsRevised latest(Scope scope) {
        Revision revision = inForce.get(scope.name());
        return revision == null ? null : revision.revised();
    }

    @Override
    public synchronized List<EventEnvelope> revisionsInForce() {
        return inForce.values().stream().map(Revision::envelope).toList();
    }

    @Override
    public synchronized @Nullable LimitsRevised revision(Scope scope, long number) {
        Revision revision = revisions.get(number);
        return revision == null || !revision.revised().scope().equals(scope) ? null : revision.revised();
    }

    @Override
    public long sequence(String source) {
        return sanctions.sequence(source);
    }

    @Override
    public synchronized long lossyUpToMs() {
        return lossyUpToMs;
    }

    /** Whom the learner has sanctioned. */
    public SanctionsReadModel sanctions() {
        return sanctions;
    }

    private void putInForce(Revision revision) {
        inForce.merge(revision.revised().scope().name(), revision,
                (one, other) -> one.revised().revision() > other.revised().revision() ? one : other);
    }

    /**
     * Newest first.
     *
     * @param scope null for those of all scopes
     */
    public synchronized List<UsagePattern> patterns(@Nullable String scope, int limit) {
        return patterns.descendingMap().values().stream()
                .filter(pattern -> scope == null || pattern.scope().name().equals(scope)).limit(limit).toList();
    }

    /** Of all scopes, newest first. */
    public synchronized List<Revision> revisions(int limit) {
        return revisions.descendingMap().values().stream().limit(limit).toList();
    }

    /** Of one scope, newest first, those with a lower number. */
    public synchronized RevisionPage revisions(String scope, long before, int limit) {
        return RevisionPage.of(revisions.headMap(before, false).descendingMap().values().stream()
                .filter(revision -> revision.revised().scope().name().equals(scope)).toList(), limit);
    }

    /** The latest answer to a command; null where none is remembered. */
    public synchronized @Nullable CommandAnswered answer(String id) {
        return answers.get(id);
    }

    /** The latest revision of each scope that has one. */
    public synchronized Map<String, Revision> inForce() {
        return new TreeMap<>(inForce);
    }

    @Override
    public @Nullable Limits configured() {
        return doors.limits();
    }

    @Override
    public @Nullable Limits configured(Scope scope) {
        return doors.limits(scope);
    }

    @Override
    public boolean isNamed(Scope scope) {
        return doors.isNamed(scope);
    }

    /** The scopes that the settings of the chat service name, the default one apart. */
    public List<Scope> namedScopes() {
        return doors.namedScopes();
    }

    /** What the instances of the chat service were configured with. */
    public ConfiguredDoors doors() {
        return doors;
    }

    /** What the latest window made of each scope, where this instance is the one that tunes. */
    public synchronized Map<String, TuningDecision> turns() {
        return new TreeMap<>(turns);
    }

    /** What is proposed of the limits of a scope, where this instance is the one that tunes. */
    public synchronized List<Proposal> proposals(Scope scope) {
        return proposals.getOrDefault(scope.name(), List.of());
    }

    /** Number of the revision of a scope; 0 for the configured limits. */
    public synchronized long revision(Scope scope) {
        Revision revision = inForce.get(scope.name());
        return revision == null ? 0 : revision.revised().revision();
    }

    /** How well the events of each source arrive, where this instance is the one that publishes patterns. */
    public synchronized List<SourceLoss> losses() {
        return losses;
    }

    @Override
    public synchronized void onSettled(List<SourceLoss> sources, long lost) {
        losses = List.copyOf(sources);
    }

    @Override
    public synchronized void onTuned(Scope scope, TuningDecision turn) {
        turns.put(scope.name(), turn);
    }

    @Override
    public synchronized void onProposed(Scope scope, List<Proposal> proposed) {
        proposals.put(scope.name(), List.copyOf(proposed));
    }
}
