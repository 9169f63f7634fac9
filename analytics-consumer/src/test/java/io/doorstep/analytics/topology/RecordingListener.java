package io.doorstep.analytics.topology;

import io.doorstep.analytics.book.BookTurn;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.Scope;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class RecordingListener implements LearnerListener {
    long late;
    long ahead;
    long unreadable;
    final List<Long> windows = new ArrayList<>();
    List<SourceLoss> sources = List.of();
    final List<BookTurn> tuned = new ArrayList<>();

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
    public void onTuned(Scope scope, BookTurn turn) {
        tuned.add(turn);
    }
}
