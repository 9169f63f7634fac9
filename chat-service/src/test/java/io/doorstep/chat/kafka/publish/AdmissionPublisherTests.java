package io.doorstep.chat.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.admission.AdmissionListener.ConnectionEnd;
import io.doorstep.chat.admission.ShadowRejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.kafka.delivery.EventOutbox;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.repetition.Repetition;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.Event;
import io.doorstep.events.LimitName;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.Shed;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import io.doorstep.events.WouldReject;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionPublisherTests {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("test");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private final EventOutbox outbox = new EventOutbox(100);
    private final AdmissionPublisher publisher = new AdmissionPublisher(outbox, clock, 2, 2,
            new ThreadSupervisor());

    @AfterEach
    void stop() {
        publisher.stop();
    }

    private void refuse(String client) {
        publisher.onRejected(client(client), "11", Rejections.ORIGIN, 0);
    }

    private static Client client(String name) {
        return new Client(new ClientKey("ip:" + name), Tier.ANONYMOUS, null);
    }

    private List<Event> published() {
        List<PendingEvent> batch = new ArrayList<>();
        outbox.drainTo(batch, 100);
        return batch.stream().map(outgoing -> outgoing.draft().event(PSEUDONYMS)).toList();
    }

    @Test
    void refusals_waitForTheEndOfTheirSecond_andNothingElseDoes() {
        publisher.start();
        refuse("a");
        refuse("a");
        publisher.onClosed(client("b"), "11", new ConnectionEnd("c-1", 1, 1000, null, 0, 0));
        assertThat(published()).hasOnlyElementsOfType(ConnectionClosed.class).hasSize(1);
        now.set(START.plusSeconds(1));
        await().until(() -> outbox.waiting() > 0);
        assertThat(published()).extracting(event -> ((Violation) event).count()).containsExactly(2L);
    }

    @Test
    void whatACandidateWouldHaveRefused_waitsForTheEndOfItsSecond_too() {
        publisher.start();
        var refusal = new ShadowRejection(LimitName.CONNECTION_RATE, 10, 1000, 3);
        publisher.onWouldReject(client("a"), "11", refusal);
        publisher.onWouldReject(client("a"), "11", refusal);
        assertThat(published()).isEmpty();
        now.set(START.plusSeconds(1));
        await().until(() -> outbox.waiting() > 0);
        assertThat(published()).extracting(event -> ((WouldReject) event).count()).containsExactly(2L);
    }

    @Test
    void stop_publishesWhatIsHeld_inTheOrderOfTime_andWhatComesAfterwardsAtOnce() {
        publisher.start();
        now.set(START.plusMillis(20));
        publisher.onShed("192.0.2.0/24", 5000);
        now.set(START.plusMillis(10));
        refuse("a");
        now.set(START.plusMillis(30));
        publisher.onShed("192.0.2.0/24", 6000);
        publisher.stop();
        assertThat(publisher.isRunning()).isFalse();
        assertThat(published()).satisfiesExactly(
                first -> assertThat(first).isInstanceOf(Violation.class),
                second -> assertThat(second)
                        .isEqualTo(new Shed(PSEUDONYMS.ofNetwork("192.0.2.0/24"), 2, 6000)));
        refuse("a");
        assertThat(published()).hasSize(1);
    }

    @Test
    void refusals_areDroppedAndCounted_whenMoreClientsAreRefusedThanThereIsRoomFor() {
        publisher.start();
        refuse("a");
        refuse("b");
        refuse("c");
        refuse("c");
        assertThat(outbox.dropped()).isEqualTo(2);
        assertThat(outbox.overflowed()).as("holes in the sequence").isEqualTo(2);
        publisher.stop();
        assertThat(published()).hasSize(2);
    }

    @Test
    void repeatedTexts_arePublishedOnceASecondAndClient_asTheWidestOfThem() {
        publisher.start();
        for (int conversations : List.of(3, 5, 4)) {
            publisher.onRepeated(client("a"), new Repetition("f" + conversations, 40, conversations, 9,
                    START.toEpochMilli() - 60_000, START.toEpochMilli()));
        }
        assertThat(published()).isEmpty();
        now.set(START.plusSeconds(1));
        await().until(() -> outbox.waiting() > 0);
        assertThat(published()).containsExactly(new RepeatedText(PSEUDONYMS.of(client("a").key()), "f5", 40, 5, 9,
                START.toEpochMilli() - 60_000, 60_000, Tier.ANONYMOUS, null));
    }

    @Test
    void theSenderStops_afterThis() {
        assertThat(publisher.getPhase()).isGreaterThan(Phases.DELIVERY).isLessThan(Integer.MAX_VALUE - 2048);
    }
}
