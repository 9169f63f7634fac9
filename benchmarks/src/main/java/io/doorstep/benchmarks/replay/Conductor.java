package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.sockets.Timers;
import io.doorstep.benchmarks.tables.TimeText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Plays the rows of a trace when they are due, and sees all sockets closed at the end. */
final class Conductor {
    /** Attempts without an answer that may be under way at once; beyond it the replay falls behind rather than pile up. */
    private static final int PENDING_CAP = 256;
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final List<TraceRow> rows;
    private final Pace pace;
    private final long stayNanos;
    private final Timers timers;
    private final Tally tally;
    private final IntFunction<Visitor> newVisitor;
    private final Map<Integer, Visitor> visitors = new HashMap<>();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private long startNanos;
    private Duration longestLag = Duration.ZERO;
    private int next;

    Conductor(List<TraceRow> rows, Pace pace, long stayNanos, Timers timers, Tally tally,
            IntFunction<Visitor> newVisitor) {
        this.rows = rows;
        this.pace = pace;
        this.stayNanos = stayNanos;
        this.timers = timers;
        this.tally = tally;
        this.newVisitor = newVisitor;
    }

    void start() {
        startNanos = timers.nanos();
        timers.after(0, this::playDue);
    }

    /** Completes once all rows are played: true if every socket has ended then, false if some would not. */
    CompletableFuture<Boolean> done() {
        return done;
    }

    private void playDue() {
        while (next < rows.size()) {
            long wait = -lagNanos();
            if (wait > 0) {
                timers.after(wait, this::playDue);
                return;
            }
            if (tally.pending() >= PENDING_CAP) {
                timers.after(PAUSE_NANOS, this::playDue);
                return;
            }
            TraceRow row = rows.get(next++);
            visitors.computeIfAbsent(row.client(), newVisitor::apply).play(row);
        }
        timers.after(stayNanos, this::leave);
    }

    private void leave() {
        visitors.values().forEach(Visitor::leave);
        awaitEnd(tally.steps(), timers.nanos() + PATIENCE_NANOS);
    }

    /** As long as something happens, there is hope. */
    private void awaitEnd(long steps, long deadline) {
        boolean ended = tally.open() == 0 && visitors.values().stream().allMatch(Visitor::idle);
        if (ended || timers.nanos() >= deadline) {
            done.complete(ended);
            return;
        }
        long now = tally.steps();
        long until = now == steps ? deadline : timers.nanos() + PATIENCE_NANOS;
        timers.after(10 * PAUSE_NANOS, () -> awaitEnd(now, until));
    }

    /** How far the replay is behind the schedule; negative where the next row is not due yet. */
    private long lagNanos() {
        return next == rows.size() ? 0 : lagNanos(rows.get(next));
    }

    private long lagNanos(TraceRow row) {
        return Double.isInfinite(pace.speed())
                ? 0
                : timers.nanos() - startNanos - pace.nanos(traceTime(row).toMillis());
    }

    /** How long the row has waited that is played next, or that waits for its client's last disconnect. */
    private Duration lag() {
        long waiting = visitors.values().stream().map(Visitor::firstWaiting).filter(Objects::nonNull)
                .mapToLong(this::lagNanos).max().orElse(0);
        return Duration.ofNanos(Math.max(0, Math.max(waiting, lagNanos())));
    }

    private Duration traceTime(TraceRow row) {
        return Duration.ofMillis(row.timestampMs() - rows.getFirst().timestampMs());
    }

    /** The longest lag that {@link #progress} has told. */
    Duration longestLag() {
        return longestLag;
    }

    /** One line for the person who watches. */
    String progress() {
        Duration lag = lag();
        longestLag = lag.compareTo(longestLag) > 0 ? lag : longestLag;
        int played = Math.max(0, next - 1);
        return "trace %s  %3d %%  attempts %,d  admitted %,d  rejected %,d  open %,d  lag %.1f s".formatted(
                TimeText.format(traceTime(rows.get(played))), 100L * next / rows.size(), tally.attempts(),
                tally.admitted(),
                tally.rejected(), tally.open(), lag.toNanos() / 1e9);
    }
}
