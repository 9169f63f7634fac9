package io.doorstep.analytics.topology;

import static java.util.stream.Collectors.joining;

import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.Evidence;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what changes, and in shadow what would; the same thing once. */
final class LearnerLog implements LearnerListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.doorstep.learner");

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<Scope, String> lastSaid = new HashMap<>();
    private long unreadable;
    private long saidNanos = System.nanoTime() - QUIET_NANOS;

    @Override
    public synchronized void onUnreadable() {
        unreadable++;
        long now = System.nanoTime();
        if (now - saidNanos >= QUIET_NANOS) {
            LOG.warn("Records that could not be read are in {}, with the reason: {} since the start",
                    Topic.DEAD_LETTERS.topicName(), unreadable);
            saidNanos = now;
        }
    }

    @Override
    public void onSettled(List<SourceLoss> sources, long lost) {
        if (lost > 0) {
            LOG.warn("{} events were lost on their way: limits are not lowered on what these windows show", lost);
        }
    }

    @Override
    public void onTuned(Scope scope, List<Adjustment> adjustments, @Nullable LimitsRevised revised) {
        String changes = adjustments.stream().filter(adjustment -> !(adjustment instanceof Adjustment.Hold))
                .map(LearnerLog::inWords).collect(joining("; "));
        if (revised != null) {
            LOG.info("Limits revised: revision {} of {}: {}", revised.revision(), scope, changes);
        } else if (isNew(scope, changes) && !changes.isEmpty()) {
            LOG.info("In shadow: {} would be revised: {}", scope, changes);
        }
    }

    private synchronized boolean isNew(Scope scope, String changes) {
        return !changes.equals(lastSaid.put(scope, changes));
    }

    private static String inWords(Adjustment adjustment) {
        return switch (adjustment) {
            case Adjustment.Hold hold -> hold.reason();
            case Adjustment.Raise raise -> change(raise.evidence()) + ", as " + raise.reason();
            case Adjustment.Lower lower -> change(lower.evidence()) + ", as " + lower.reason();
        };
    }

    private static String change(Evidence evidence) {
        return evidence.limitName().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + evidence.from() + " -> "
                + evidence.to();
    }
}
