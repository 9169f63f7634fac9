package io.doorstep.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.json.DoorstepJson;
import org.junit.jupiter.api.Test;

class StepsTests {
    private static final LimitsRevised TRIED = Revisions.of(1, RevisionKind.TRIED, 50, 40, 5000);

    private final Steps steps = new Steps();

    @Test
    void aStep_isSeenInAPlace_whenItShowsThatRevisionAsItIs() {
        steps.saw(Place.API, Sighting.of(TRIED), 10_900);
        steps.published(TRIED);
        steps.saw(Place.LIMITS, Sighting.of(TRIED), 11_000);
        steps.saw(Place.LIMITS, Sighting.of(TRIED), 12_000);
        steps.saw(Place.REVISION_LOG, Sighting.of(Revisions.of(1, RevisionKind.TRIED, 50, 41, 5000)), 11_000);
        steps.saw(Place.DOOR, Sighting.of(Revisions.of(2, RevisionKind.TRIED, 50, 40, 5000)), 11_000);
        steps.saw(Place.DOOR, null, 11_000);

        assertThat(steps.all()).singleElement().satisfies(step -> {
            assertThat(step.sighting()).isEqualTo(new Sighting(1, RevisionKind.TRIED, 50, 40));
            assertThat(step.reason()).isEqualTo("for a reason");
            assertThat(step.windowStartMs()).isEqualTo(5000);
            assertThat(step.seenMs()).containsOnlyKeys(Place.API, Place.LIMITS).containsEntry(Place.LIMITS, 11_000L);
            assertThat(step.isSeenEverywhere()).isFalse();
        });
    }

    @Test
    void steps_comeInTheOrderOfTheirNumbers() {
        steps.published(Revisions.of(2, RevisionKind.ENFORCED, 40, 40, 5000));
        steps.published(TRIED);

        assertThat(steps.all()).extracting(step -> step.sighting().revision()).containsExactly(1L, 2L);
    }

    @Test
    void aSighting_isReadAsTheServicesWriteIt() {
        assertThat(Sighting.of(DoorstepJson.mapper().readTree(DoorstepJson.mapper().writeValueAsString(TRIED))))
                .isEqualTo(Sighting.of(TRIED));
        assertThat(Sighting.of(DoorstepJson.mapper().readTree("""
                {"scope":"default","revision":0,"limits":{"connection_rate":{"limit":50,"window_ms":300000}}}
                """))).isNull();
    }
}
