package io.doorstep.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.outage.EventBook;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTests {
    private final VisitLog visits = new VisitLog();
    private final EventBook events = new EventBook();

    private List<String> broken(long published, Deletion... deletions) {
        return new Losses(visits, events, List.of(deletions)).checks(published, 0).stream()
                .filter(check -> !check.holds()).map(Check::what).toList();
    }

    private void closed(long sequence, Instant time, String id) {
        Event event = new ConnectionClosed("c", id, "11", Tier.ANONYMOUS, null, 1, 1000, null, 0, 0);
        events.add(new EventEnvelope("chat-1", sequence, time, event));
    }

    private static Deletion deletion(Topic topic, Instant when) {
        return new Deletion(topic, when, when, Duration.ofSeconds(1));
    }

    @Test
    void allHolds_whenEachVisitIsThereOnce() {
        visits.left("a", false);
        closed(1, Instant.now(), "a");
        assertThat(broken(1)).isEmpty();
    }

    @Test
    void aMissingEventCounts_unlessItsTopicWasDeletedThen() {
        visits.left("a", false);
        assertThat(broken(0)).containsExactly("`connection.closed` of 1 visits that are missing");
        assertThat(broken(0, deletion(Topic.MESSAGES, Instant.now()))).hasSize(1);
        assertThat(broken(0, deletion(Topic.CONNECTIONS, Instant.now().minusSeconds(60)))).hasSize(1);
        assertThat(broken(0, deletion(Topic.CONNECTIONS, Instant.now()))).isEmpty();
    }

    @Test
    void aHoleCounts_unlessATopicWasDeletedBetweenItsNeighbours() {
        Instant then = Instant.parse("2026-03-01T12:00:00Z");
        closed(1, then, "a");
        closed(3, then.plusSeconds(1), "c");
        assertThat(broken(3)).containsExactly("holes in the sequences of the service");
        assertThat(broken(3, deletion(Topic.VIOLATIONS, then.plusSeconds(10)))).hasSize(1);
        assertThat(broken(3, deletion(Topic.VIOLATIONS, then))).isEmpty();
    }

    @Test
    void eventsThatCameTwice_areCounted() {
        Instant now = Instant.now();
        closed(1, now, "a");
        closed(1, now, "a");
        assertThat(broken(1)).containsExactly("`connection.closed` that came twice",
                "came twice, by source and sequence");
    }

    @Test
    void reasonsThatAreDocumented_areNoErrors() {
        visits.told("RATE_LIMIT_EXCEEDED");
        visits.told("shed with a 503");
        assertThat(visits.failures()).isEmpty();
        visits.told("WHATEVER");
        assertThat(visits.failures()).containsOnlyKeys("WHATEVER");
    }
}
