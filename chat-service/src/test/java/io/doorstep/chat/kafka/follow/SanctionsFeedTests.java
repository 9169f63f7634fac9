package io.doorstep.chat.kafka.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SanctionsFeedTests {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.SANCTIONS.topicName(), 0);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("test");
    private static final ClientKey LOUD = ClientKey.ofAddress("192.0.2.1");

    private Instant now = Instant.EPOCH;
    private final Sanctions sanctions = new Sanctions(PSEUDONYMS, Duration.ofDays(30), () -> now);
    private final SanctionsFeed feed = new SanctionsFeed(sanctions);

    private void ban() {
        feed.onEvent(PARTITION, 0,
                new EventEnvelope("test", 1, now, new Sanction(PSEUDONYMS.of(LOUD), SanctionRule.RACING,
                        SanctionStep.BANNED, true, null, 0, 600_000, 90_000, List.of(), null, null)));
    }

    @Test
    void aSanction_isInForceAtOnce_andLapses_whenTheTopicIsMadeAnewWithoutIt() {
        ban();
        assertThat(sanctions.of(LOUD)).isInstanceOf(Restriction.Banned.class);
        feed.onMadeAnew(Topic.SANCTIONS);
        assertThat(sanctions.of(LOUD)).isInstanceOf(Restriction.Banned.class);
        now = now.plusSeconds(90);
        assertThat(sanctions.of(LOUD)).isEqualTo(Restriction.NONE);
    }

    @Test
    void theyAreRead_onceAllThatWasThereHasBeen() throws InterruptedException {
        ban();
        assertThat(feed.awaitRead(Duration.ofMillis(1))).isFalse();
        feed.onCaughtUp();
        assertThat(feed.awaitRead(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void theyAreRead_whereThereIsNoTopic() throws InterruptedException {
        feed.onAbsent();
        assertThat(feed.awaitRead(Duration.ofMinutes(1))).isTrue();
        assertThat(sanctions.of(LOUD)).isEqualTo(Restriction.NONE);
    }
}
