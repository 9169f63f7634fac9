package io.doorstep.analytics.topology;

import io.doorstep.analytics.book.BookTurn;
import io.doorstep.analytics.tuning.Change;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
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
    public void onTuned(Scope scope, BookTurn turn) {
        Change withheld = turn.withheld();
        String said = withheld == null ? "" : inWords(withheld.kind()) + ", " + withheld.reason();
        if (isNew(scope, said) && !said.isEmpty()) {
            LOG.info("In shadow: {} would be revised: {}", scope, said);
        }
    }

    @Override
    public void onRevised(LimitsRevised revised) {
        LOG.info("Limits revised: revision {} of {}, {} by {}: {}", revised.revision(), revised.scope(),
                inWords(revised.kind()), revised.author(), revised.reason());
    }

    @Override
    public void onAnswered(CommandAnswered answer) {
        if (!answer.accepted()) {
            LOG.warn("Command {} of {} for {} refused: {}", answer.id(), answer.by(), answer.scope(), answer.reason());
        }
    }

    private synchronized boolean isNew(Scope scope, String changes) {
        return !changes.equals(lastSaid.put(scope, changes));
    }

    private static String inWords(@Nullable RevisionKind kind) {
        return kind == null ? "revised" : kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
