package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.reconciliation.Check;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The parts of a run: one that fails is noted, and does not keep the others from going on. Thread-safe. */
final class Parts {
    private final Consumer<String> progress;
    private final List<String> failed = new CopyOnWriteArrayList<>();

    Parts(Consumer<String> progress) {
        this.progress = progress;
    }

    /** What a part does. */
    interface Work {
        void run() throws Exception;
    }

    void run(String what, Work work) throws InterruptedException {
        try {
            work.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failed.add(what);
            say("%s failed: %s%s".formatted(what, e, e.getCause() == null ? "" : ", caused by " + e.getCause()));
        }
    }

    void say(String what) {
        progress.accept("%s %s".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), what));
    }

    Check check() {
        return Check.none("parts of the run that failed" + (failed.isEmpty() ? "" : " " + failed), failed.size());
    }
}
