package io.doorstep.analytics.topology.status;

import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Scope;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The learner's meters. */
public final class LearnerMeters implements LearnerListener {
    private static final String REVISIONS = "doorstep.learner.revisions";
    private static final String SANCTIONS = "doorstep.abuse.sanctions";
    private static final String LIFTED = "doorstep.abuse.lifted";
    private static final String SUSPECTS = "doorstep.abuse.suspects";
    private static final String COMMANDS = "doorstep.learner.commands";

    private final MeterRegistry registry;
    private final Counter windows;
    private final Counter late;
    private final Counter ahead;
    private final Counter unreadable;
    private final MultiGauge sources;

    public LearnerMeters(MeterRegistry registry, LearnerReadModel readModel) {
        this.registry = registry;
        windows = Counter.builder("doorstep.learner.windows").description("Windows closed and published")
                .register(registry);
        late = Counter.builder("doorstep.learner.late")
                .description("Events left out, because they came after their window was closed or are too old")
                .register(registry);
        ahead = Counter.builder("doorstep.learner.ahead")
                .description("Events whose time was ahead of the learner's clock, and which count as of now")
                .register(registry);
        unreadable = Counter.builder("doorstep.learner.unreadable").description("Records passed to the dead letters")
                .register(registry);
        sources = MultiGauge.builder("doorstep.learner.events")
                .description("Events of a chat service: arrived, lost, of these late, duplicates, reordered")
                .register(registry);
        for (RevisionKind kind : RevisionKind.values()) {
            Counter.builder(REVISIONS).description("Revisions published, by what they do")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT)).register(registry);
        }
        for (boolean accepted : new boolean[]{true, false}) {
            Counter.builder(COMMANDS).description("Operators' commands answered").tag("outcome", outcome(accepted))
                    .register(registry);
        }
        registerAbuse(readModel);
        Gauge.builder("doorstep.limits.revision", readModel, read -> read.revision(Scope.DEFAULT))
                .description("Number of the revision in force").tag("scope", Scope.DEFAULT.name()).register(registry);
    }

    private void registerAbuse(LearnerReadModel readModel) {
        for (SanctionRule rule : SanctionRule.values()) {
            if (rule != SanctionRule.OTHER) {
                for (boolean enforced : new boolean[]{true, false}) {
                    Counter.builder(SANCTIONS)
                            .description("Sanctions imposed, by rule; not enforced ones restrict nobody")
                            .tags(tagsOf(rule, enforced)).register(registry);
                }
            }
        }
        Counter.builder(LIFTED).description("Sanctions that are over, lifted by operators too").register(registry);
        for (SanctionStep step : SanctionStep.values()) {
            if (step != SanctionStep.LIFTED) {
                for (boolean enforced : new boolean[]{true, false}) {
                    Gauge.builder(SUSPECTS, readModel.sanctions(),
                            sanctions -> (double) sanctions.count(step, enforced, System.currentTimeMillis()))
                            .description("Clients with a sanction now, by step; not enforced ones restrict nobody")
                            .tags("step", inWords(step), "enforced", String.valueOf(enforced)).register(registry);
                }
            }
        }
    }

    private static Tags tagsOf(SanctionRule rule, boolean enforced) {
        return Tags.of("rule", inWords(rule), "enforced", String.valueOf(enforced));
    }

    private static String inWords(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onSanctioned(Sanction sanction) {
        registry.counter(SANCTIONS, tagsOf(sanction.rule(), sanction.enforced())).increment();
    }

    @Override
    public void onLifted(Sanction lifted) {
        registry.counter(LIFTED).increment();
    }

    @Override
    public void onLate(long events) {
        late.increment((double) events);
    }

    @Override
    public void onAhead() {
        ahead.increment();
    }

    @Override
    public void onUnreadable() {
        unreadable.increment();
    }

    @Override
    public void onSettled(List<SourceLoss> losses, long lost) {
        sources.register(losses.stream().flatMap(LearnerMeters::rows).toList(), true);
    }

    private static Stream<MultiGauge.Row<?>> rows(SourceLoss loss) {
        return Stream.of(row(loss, "arrived", loss.arrived()), row(loss, "lost", loss.lost()),
                row(loss, "late", loss.late()),
                row(loss, "duplicate", loss.duplicates()), row(loss, "reordered", loss.reordered()));
    }

    private static MultiGauge.Row<?> row(SourceLoss loss, String outcome, long count) {
        return MultiGauge.Row.of(Tags.of("source", loss.source(), "outcome", outcome), count);
    }

    @Override
    public void onRevised(LimitsRevised revised) {
        RevisionKind kind = revised.kind();
        registry.counter(REVISIONS, "kind", kind == null ? "other" : kind.name().toLowerCase(Locale.ROOT)).increment();
    }

    @Override
    public void onAnswered(CommandAnswered answer) {
        registry.counter(COMMANDS, "outcome", outcome(answer.accepted())).increment();
    }

    private static String outcome(boolean accepted) {
        return accepted ? "accepted" : "refused";
    }

    @Override
    public void onWindowClosed(long windowStartMs) {
        windows.increment();
    }

    long windows() {
        return (long) windows.count();
    }

    long late() {
        return (long) late.count();
    }

    long ahead() {
        return (long) ahead.count();
    }

    long unreadable() {
        return (long) unreadable.count();
    }
}
