package io.doorstep.benchmarks.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTests {
    private static final String SOURCE = "chat-1";

    private final Instant now = Instant.now();
    private final VisitLog visits = new VisitLog();
    private final PublishedEvents events = new PublishedEvents();
    private long sequence;

    @Test
    void allHolds_whenEachVisitIsThereOnce() {
        visited("c1");
        published("c1");
        visited("c2");
        published("c2");
        assertThat(broken()).isEmpty();
    }

    @Test
    void aVisitIsMissing_whenAnotherIsThereInItsPlace() {
        visited("c1");
        published("c2");
        assertThat(broken()).containsExactly("`connection.opened`", "`connection.closed`",
                "messages on `chat.messages`");
    }

    @Test
    void aMissingEventCounts_unlessItsTopicWasDeletedThen() {
        visits.left("a", false);
        assertThat(broken()).containsExactly("`connection.closed`");
        assertThat(broken(deletion(Topic.MESSAGES, now))).hasSize(1);
        assertThat(broken(deletion(Topic.CONNECTIONS, now.minusSeconds(60)))).hasSize(1);
        assertThat(broken(deletion(Topic.CONNECTIONS, now))).isEmpty();
    }

    @Test
    void aHoleCounts_unlessATopicWasDeletedBetweenItsNeighbours() {
        publish(closed("a"));
        sequence++;
        publish(closed("c"));
        assertThat(broken()).containsExactly("other holes in the sequences");
        assertThat(broken(deletion(Topic.VIOLATIONS, now.plusSeconds(10)))).hasSize(1);
        assertThat(broken(deletion(Topic.VIOLATIONS, now))).isEmpty();
    }

    @Test
    void eventsThatCameTwice_areCounted() {
        publish(closed("a"));
        sequence--;
        publish(closed("a"));
        assertThat(broken()).containsExactly("`connection.closed`", "came twice, by source and sequence");
    }

    @Test
    void itDoesNotHold_whenTheServiceHasDroppedSome() {
        publish(new InstanceEnded(SOURCE, 1, true));
        assertThat(Check.allHold(new Reconciliation(visits, events, List.of()).checks(3))).isFalse();
    }

    @Test
    void itDoesNotHold_whenTheLastEventIsMissing() {
        assertThat(Check.allHold(new Reconciliation(visits, events, List.of()).checks(0))).isFalse();
    }

    private List<String> broken(Deletion... deletions) {
        if (events.ended() == 0) {
            publish(new InstanceEnded(SOURCE, sequence + 1, true));
        }
        return new Reconciliation(visits, events, List.of(deletions)).checks(0).stream()
                .filter(check -> !check.holds()).map(Check::what).toList();
    }

    private static Deletion deletion(Topic topic, Instant when) {
        return new Deletion(topic, when, when, Duration.ofSeconds(1));
    }

    private void visited(String id) {
        visits.attempted();
        visits.admitted("", 1, id);
        visits.left(id, true);
    }

    private void published(String id) {
        publish(new ConnectionOpened("k", id, "11", Tier.ANONYMOUS, null, 1, 1, 0, false));
        publish(closed(id));
        publish(new ChatMessage("11", "s", ChatMessage.Author.VISITOR, id, "m1", "hello", null));
    }

    private static Event closed(String id) {
        return new ConnectionClosed("k", id, "11", Tier.ANONYMOUS, null, 1, 1000, null, 0, 0);
    }

    private void publish(Event event) {
        events.add(new EventEnvelope(SOURCE, ++sequence, now, event));
    }
}
