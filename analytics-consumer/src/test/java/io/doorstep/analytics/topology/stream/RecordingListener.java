package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.Sanction;
import io.doorstep.events.Scope;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
public final class RecordingListener implements LearnerListener {
    public long late;
    public long ahead;
    public long unreadable;
    final List<Long> windows = new ArrayList<>();
    List<SourceLoss> sources = List.of();
    final List<Sanction> sanctioned = new ArrayList<>();
    final List<TuningDecision> tuned = new ArrayList<>();

    @Override
    public void onLate(long events) {
        late += events;
    }

    @Override
    public void onAhead() {
        ahead++;
    }

    @Override
    public void onUnreadable() {
        unreadable++;
    }

    @Override
    public void onSettled(List<SourceLoss> losses, long lost) {
        sources = losses;
    }

    @Override
    public void onWindowClosed(long windowStartMs) {
        windows.add(windowStartMs);
    }

    @Override
    public void onSanctioned(Sanction sanction) {
        sanctioned.add(sanction);
    }

    @Override
    public void onTuned(Scope scope, TuningDecision turn) {
        tuned.add(turn);
    }
}
