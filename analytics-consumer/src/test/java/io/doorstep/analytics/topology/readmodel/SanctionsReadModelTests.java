package io.doorstep.analytics.topology.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SanctionsReadModelTests {
    private static final long NOW = 1_700_000_000_000L;

    private final SanctionsReadModel sanctions = new SanctionsReadModel();

    private void add(String source, long sequence, Sanction sanction) {
        sanctions.add(new EventEnvelope(source, sequence, Instant.EPOCH, sanction));
    }

    private static Sanction banned(String client, boolean enforced) {
        return new Sanction(client, SanctionRule.RACING, SanctionStep.BANNED, enforced, null, NOW, NOW + 600, NOW + 300,
                List.of(), null, null);
    }

    @Test
    void counts_areOfWhatLasts_byStepAndWhetherItIsEnforced() {
        add("p0", 1, banned("a", true));
        add("p0", 2, banned("b", true));
        add("p1", 1, banned("c", false));
        assertThat(sanctions.count(SanctionStep.BANNED, true, NOW)).isEqualTo(2);
        assertThat(sanctions.count(SanctionStep.BANNED, false, NOW)).isEqualTo(1);
        assertThat(sanctions.count(SanctionStep.WARNED, true, NOW)).isZero();
        assertThat(sanctions.count(SanctionStep.BANNED, true, NOW + 300)).as("none was renewed").isZero();
        add("p0", 3, banned("a", true).renewed(NOW + 900));
        assertThat(sanctions.count(SanctionStep.BANNED, true, NOW + 300)).isEqualTo(1);
        assertThat(sanctions.count(SanctionStep.BANNED, true, NOW + 600)).as("its end").isZero();
    }

    @Test
    void sequences_areTheHighestOfEachSource() {
        add("p0", 7, banned("a", true));
        add("p0", 5, banned("b", true));
        assertThat(sanctions.sequence("p0")).isEqualTo(7);
        assertThat(sanctions.sequence("p1")).isZero();
    }

    @Test
    void nothingIsCurrent_whenTheTopicIsAnother_andNumbersGoOn() {
        add("p0", 7, banned("a", true));
        sanctions.clear();
        assertThat(sanctions.current(null, NOW, 10)).isEmpty();
        assertThat(sanctions.sequence("p0")).isEqualTo(7);
    }

    @Test
    void theOneOfWhichNothingWasPublishedLongest_isForgotten_pastTheBound() {
        for (int client = 0; client <= SanctionsReadModel.MOST; client++) {
            add("p0", client + 1, banned("c" + client, true));
        }
        assertThat(sanctions.current("c0", NOW)).isNull();
        assertThat(sanctions.current("c1", NOW)).isNotNull();
    }
}
