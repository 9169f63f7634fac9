package io.doorstep.benchmarks.sockets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time that passes when the test says so. */
public final class FakeTimers implements Timers {
    private record Task(long at, long order, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;
    private long order;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void after(long nanos, Runnable task) {
        tasks.add(new Task(now + nanos, order++, task));
    }

    public void pass(Duration time) {
        long end = now + time.toNanos();
        for (Task task = next(end); task != null; task = next(end)) {
            tasks.remove(task);
            now = Math.max(now, task.at());
            task.action().run();
        }
        now = end;
    }

    private @Nullable Task next(long end) {
        return tasks.stream().filter(task -> task.at() <= end)
                .min(Comparator.comparingLong(Task::at).thenComparingLong(Task::order)).orElse(null);
    }
}
