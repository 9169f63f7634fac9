package io.doorstep.benchmarks.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Tier;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReconciliationTests {
    private static final String SOURCE = "chat-1";

    private final CallerBook callers = new CallerBook();
    private final EventBook events = new EventBook();
    private long sequence;

    @Test
    void itHolds_whenEverySocketIsOnKafkaOnce() {
        visit("c1");
        visit("c2");
        assertThat(Reconciliation.of(callers, events, 0).holds()).isTrue();
    }

    @Test
    void itDoesNotHold_whenOneIsOnKafkaInPlaceOfAnother() {
        came("c1");
        published("c2");
        assertThat(holds("`connection.opened`")).isFalse();
        assertThat(holds("attempts that were admitted")).isTrue();
    }

    @Test
    void itDoesNotHold_whenAnEventCameTwice() {
        visit("c1");
        events.add(new EventEnvelope(SOURCE, 1, Instant.EPOCH, opened("c1")));
        assertThat(holds("`connection.opened`")).isFalse();
        assertThat(holds("came twice, by source and sequence")).isFalse();
        assertThat(holds("holes in the sequences")).isTrue();
    }

    @Test
    void itDoesNotHold_whenANumberIsMissing() {
        visit("c1");
        sequence++;
        visit("c2");
        assertThat(holds("holes in the sequences")).isFalse();
        assertThat(holds("`connection.opened`")).isTrue();
        assertThat(events.holes()).isEqualTo(1);
    }

    @Test
    void itDoesNotHold_whenSomebodyWasRefused() {
        visit("c1");
        callers.attempted();
        callers.troubled("refused: RATE_LIMIT_EXCEEDED");
        assertThat(holds("attempts that were admitted")).isFalse();
    }

    @Test
    void itDoesNotHold_whenTheServiceHasDroppedSome() {
        visit("c1");
        assertThat(Reconciliation.of(callers, events, 3).holds()).isFalse();
    }

    private boolean holds(String what) {
        Reconciliation all = Reconciliation.of(callers, events, 0);
        return all.table().lines().filter(line -> line.startsWith("| " + what + " |")).findFirst().orElseThrow()
                .endsWith("| yes |");
    }

    private void visit(String id) {
        came(id);
        published(id);
    }

    private void came(String id) {
        callers.attempted();
        callers.admitted(Phase.AWAY, 1, id);
        callers.ended();
    }

    private void published(String id) {
        add(opened(id));
        add(new ConnectionClosed("k", id, "11", Tier.ANONYMOUS, null, 1000, 1000, null, 1, 40));
        add(new ChatMessage("11", "s", ChatMessage.Author.VISITOR, id, "m1", "hello", null));
        add(new ConnectionActivity("k", "11", Tier.ANONYMOUS, null, 0, 60_000, 1, 0, 1, 1, 0, 1, 0));
    }

    private static Event opened(String id) {
        return new ConnectionOpened("k", id, "11", Tier.ANONYMOUS, null, 1, 1, 0, false);
    }

    private void add(Event event) {
        events.add(new EventEnvelope(SOURCE, ++sequence, Instant.EPOCH, event));
    }
}
