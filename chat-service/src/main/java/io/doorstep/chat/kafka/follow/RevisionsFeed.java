package io.doorstep.chat.kafka.follow;

import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.TopicFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the learner revises is in force here. */
public final class RevisionsFeed implements TopicFeed, RevisionsStatus {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionsFeed.class);

    private final EffectiveLimits effectiveLimits;
    private final InstantSource clock;
    private final AtomicLong lapsed = new AtomicLong();
    private final FirstRead read = new FirstRead();

    public RevisionsFeed(EffectiveLimits effectiveLimits, InstantSource clock) {
        this.effectiveLimits = effectiveLimits;
        this.clock = clock;
    }

    @Override
    public void onEvent(TopicPartition partition, long offset, EventEnvelope envelope) {
        if (envelope.event() instanceof LimitsRevised revised) {
            apply(revised);
            lapse();
        }
    }

    /** Drops what was not renewed in time. */
    void lapse() {
        effectiveLimits.lapse(clock.millis()).forEach(limits -> {
            lapsed.incrementAndGet();
            LOG.warn("Limits of {}: the learner has not renewed revision {} in time: no number is below the configured "
                    + "ones any more: {}", limits.scope(), limits.revision(), limits.limits());
        });
    }

    @Override
    public long lapsed() {
        return lapsed.get();
    }

    private void apply(LimitsRevised revised) {
        switch (effectiveLimits.apply(revised)) {
            case EffectiveLimits.Revision.Applied(var limits, boolean clamped) -> LOG.info(
                    "Limits of {} are {} those of revision {}{}: {}{} ({})", limits.scope(),
                    effectiveLimits.override().numbers() == null ? "now" : "once released", limits.revision(),
                    clamped ? ", within the bounds of this instance" : "", limits.limits(),
                    inShadow(limits.candidate()), revised.reason());
            case EffectiveLimits.Revision.Renewed(var limits, boolean wasLapsed) -> {
                if (wasLapsed) {
                    LOG.info("Limits of {}: the learner has renewed revision {} late: {}", limits.scope(),
                            limits.revision(), limits.limits());
                }
            }
            case EffectiveLimits.Revision.Stale(var kept) -> LOG.info("Revision {} of {} is not newer than {}: ignored",
                    revised.revision(), revised.scope(), kept.revision());
        }
    }

    private static String inShadow(@Nullable Object candidate) {
        return candidate == null ? "" : ", in shadow " + candidate;
    }

    /** Its revisions may be counted anew, too. */
    @Override
    public void onMadeAnew(Topic topic) {
        effectiveLimits.onRevisionsMadeAnew();
    }

    @Override
    public void onAbsent() {
        read.complete();
    }

    @Override
    public void onCaughtUp() {
        read.complete();
    }

    @Override
    public boolean areRead() {
        return read.isComplete();
    }

    @Override
    public boolean awaitRead(Duration within) throws InterruptedException {
        return read.await(within);
    }
}
