package io.doorstep.analytics.topology;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Sanction;
import io.doorstep.events.Scope;
import java.util.List;

/** Several listeners as one. */
public record LearnerListeners(List<LearnerListener> all) implements LearnerListener {
    public LearnerListeners {
        all = List.copyOf(all);
    }

    @Override
    public void onAlive() {
        all.forEach(LearnerListener::onAlive);
    }

    @Override
    public void onLate(long events) {
        all.forEach(listener -> listener.onLate(events));
    }

    @Override
    public void onAhead() {
        all.forEach(LearnerListener::onAhead);
    }

    @Override
    public void onUnreadable() {
        all.forEach(LearnerListener::onUnreadable);
    }

    @Override
    public void onSettled(List<SourceLoss> sources, long lost) {
        all.forEach(listener -> listener.onSettled(sources, lost));
    }

    @Override
    public void onWindowClosed(long windowStartMs) {
        all.forEach(listener -> listener.onWindowClosed(windowStartMs));
    }

    @Override
    public void onTuned(Scope scope, TuningDecision turn) {
        all.forEach(listener -> listener.onTuned(scope, turn));
    }

    @Override
    public void onProposed(Scope scope, List<Proposal> proposals) {
        all.forEach(listener -> listener.onProposed(scope, proposals));
    }

    @Override
    public void onRevised(LimitsRevised revised) {
        all.forEach(listener -> listener.onRevised(revised));
    }

    @Override
    public void onSanctioned(Sanction sanction) {
        all.forEach(listener -> listener.onSanctioned(sanction));
    }

    @Override
    public void onLifted(Sanction lifted) {
        all.forEach(listener -> listener.onLifted(lifted));
    }

    @Override
    public void onAnswered(CommandAnswered answer) {
        all.forEach(listener -> listener.onAnswered(answer));
    }
}
