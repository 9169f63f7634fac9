package io.doorstep.chat.kafka.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Lease;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RevisionsFeedTests {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.LIMITS.topicName(), 0);

    private final EffectiveLimits effectiveLimits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1000));
    private Instant now = Instant.EPOCH;
    private final RevisionsFeed feed = new RevisionsFeed(effectiveLimits, () -> now);

    private void revise(long revision, int perClient) {
        feed.onEvent(PARTITION, revision,
                new EventEnvelope("test", revision, Instant.EPOCH, new LimitsRevised(Scope.DEFAULT,
                        revision, 0, Limits.DEFAULTS.withConnectionsPerClient(perClient), "learner", "test",
                        List.of())));
    }

    @Test
    void revisions_areInForceAtOnce_andStaleOnesChangeNothing() {
        revise(2, 9);
        revise(1, 8);
        assertThat(effectiveLimits.byDefault().limits().connectionsPerClient()).isEqualTo(9);
    }

    @Test
    void revisionsOfATopicThatWasMadeAnew_areInForce_whateverTheirNumber_once() {
        revise(7, 9);
        feed.onMadeAnew(Topic.LIMITS);
        assertThat(effectiveLimits.byDefault().limits().connectionsPerClient()).as("until there is another")
                .isEqualTo(9);
        revise(2, 8);
        assertThat(effectiveLimits.byDefault().limits().connectionsPerClient()).isEqualTo(8);
        revise(1, 7);
        assertThat(effectiveLimits.byDefault().limits().connectionsPerClient()).as("stale").isEqualTo(8);
    }

    @Test
    void theyAreRead_onceAllThatWasThereHasBeen() throws InterruptedException {
        revise(1, 9);
        assertThat(feed.awaitRead(Duration.ofMillis(1))).isFalse();
        assertThat(feed.areRead()).isFalse();
        feed.onCaughtUp();
        assertThat(feed.awaitRead(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void theyAreRead_whereThereIsNoTopic() throws InterruptedException {
        feed.onAbsent();
        assertThat(feed.awaitRead(Duration.ofMinutes(1))).isTrue();
        assertThat(feed.areRead()).isTrue();
    }

    @Test
    void aLearnerThatStops_leavesNothingBelowTheConfiguredNumbers() {
        Limits lower = Limits.DEFAULTS.withConnectionsPerClient(10);
        LimitsRevised enforced = new LimitsRevised(Scope.DEFAULT, 1, 0, lower, "learner", "test", List.of(),
                RevisionKind.ENFORCED, null, null, Lease.from(0, 60_000));
        feed.onEvent(PARTITION, 0, new EventEnvelope("test", 1, now, enforced));
        assertThat(effectiveLimits.byDefault().limits()).isEqualTo(lower);
        now = now.plusSeconds(60);
        feed.onEvent(PARTITION, 1,
                new EventEnvelope("test", 2, now, enforced.withLease(Lease.from(now.toEpochMilli(), 60_000))));
        now = now.plusSeconds(179);
        feed.lapse();
        assertThat(effectiveLimits.byDefault().limits()).isEqualTo(lower);
        now = now.plusSeconds(1);
        feed.lapse();
        feed.lapse();
        assertThat(effectiveLimits.byDefault().limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(feed.lapsed()).isEqualTo(1);
    }

    @Test
    void aLeaseThatHasEnded_bringsNothingInForce_whenItIsRead() {
        now = now.plusSeconds(3600);
        feed.onEvent(PARTITION, 0, new EventEnvelope("test", 1, Instant.EPOCH, new LimitsRevised(Scope.DEFAULT, 1, 0,
                Limits.DEFAULTS.withConnectionsPerClient(10), "learner", "test", List.of(), RevisionKind.ENFORCED, null,
                null, Lease.from(0, 60_000))));
        assertThat(effectiveLimits.byDefault().limits()).isEqualTo(Limits.DEFAULTS);
    }
}
