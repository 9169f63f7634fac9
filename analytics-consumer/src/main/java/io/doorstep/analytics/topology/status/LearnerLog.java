package io.doorstep.analytics.topology.status;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Sanction;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.support.log.OncePer;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what changes, and in shadow what would; the same thing once. */
public final class LearnerLog implements LearnerListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.doorstep.learner");

    private final OncePer unreadableLine = new OncePer(Duration.ofMinutes(1));
    private final OncePer lossLine = new OncePer(Duration.ofMinutes(1));
    private final OncePerSecond sanctionLine = new OncePerSecond();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong lostToTell = new AtomicLong();
    private final Map<Scope, String> lastSaid = new HashMap<>();
    private final Map<Scope, String> lastProposed = new ConcurrentHashMap<>();

    @Override
    public void onUnreadable() {
        unreadable.incrementAndGet();
        unreadableLine.run(_ -> LOG.warn(
                "Records that could not be read are in {}, with the reason: {} since the start",
                Topic.DEAD_LETTERS.topicName(), unreadable.get()));
    }

    @Override
    public void onSettled(List<SourceLoss> sources, long lost) {
        lostToTell.addAndGet(lost);
        if (lost > 0) {
            lossLine.run(_ -> LOG.warn(
                    "{} events were lost on their way, or came too late: limits are not lowered on what these windows show",
                    lostToTell.getAndSet(0)));
        }
    }

    @Override
    public void onTuned(Scope scope, TuningDecision turn) {
        RevisionDraft withheld = turn.withheld();
        String said = withheld == null ? "" : inWords(withheld.kind()) + ", " + withheld.reason();
        if (isNew(scope, said) && !said.isEmpty()) {
            LOG.info("In shadow: {} would be revised: {}", scope, said);
        }
    }

    @Override
    public void onProposed(Scope scope, List<Proposal> proposals) {
        String numbers = proposals.stream().map(LearnerLog::number).collect(Collectors.joining(", "));
        if (!numbers.equals(lastProposed.put(scope, numbers)) && !numbers.isEmpty()) {
            LOG.info("Proposed for {}: {}; GET /api/limits/{}/proposals says why", scope, numbers, scope);
        }
    }

    private static String number(Proposal proposal) {
        return proposal.limitName().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + proposal.number()
                + " instead of " + proposal.effective();
    }

    @Override
    public void onRevised(LimitsRevised revised) {
        LOG.info("Limits revised: revision {} of {}, {} by {}: {}", revised.revision(), revised.scope(),
                inWords(revised.kind()), revised.author(), revised.reason());
    }

    @Override
    public void onSanctioned(Sanction sanction) {
        sanctionLine.run(
                times -> LOG.info("Suspect sanctioned{}: {} until {} for {}{}, client {} ({} since the last such line)",
                        sanction.enforced() ? "" : " in shadow", sanction.step().name().toLowerCase(Locale.ROOT),
                        Instant.ofEpochMilli(sanction.untilMs()),
                        sanction.rule().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        sanction.by() == null ? "" : " by " + sanction.by(), sanction.client(), times));
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
