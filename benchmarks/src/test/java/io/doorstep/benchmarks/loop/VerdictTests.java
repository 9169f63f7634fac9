package io.doorstep.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.replay.Played;
import io.doorstep.benchmarks.replay.Played.Attempts;
import io.doorstep.events.RevisionKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTests {
    private static final List<RevisionKind> EXPECTED = List.of(RevisionKind.TRIED, RevisionKind.ENFORCED,
            RevisionKind.ROLLED_BACK);
    private static final Played WELL = new Played(
            new TreeMap<>(Map.of("crowd", new Attempts(3, 2, new TreeMap<>(Map.of("RATE_LIMIT_EXCEEDED", 1L)), 0))),
            Map.of(), 0, Duration.ZERO);

    private static List<Steps.Step> steps(RevisionKind... kinds) {
        Map<Place, Long> everywhere = new EnumMap<>(Place.class);
        Arrays.stream(Place.values()).forEach(place -> everywhere.put(place, 7000L));
        return Arrays.stream(kinds)
                .map(kind -> new Steps.Step(new Sighting(1, kind, 50, null), "", 0, everywhere)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TRIED,ENFORCED,ROLLED_BACK             |
            TRIED,TRIED,ENFORCED,ROLLED_BACK,TRIED |
            TRIED,RAISED,ENFORCED,ROLLED_BACK      |
            TRIED,ENFORCED,RELEASED                | ROLLED_BACK
            ENFORCED,ROLLED_BACK                   | TRIED,ENFORCED,ROLLED_BACK
            TRIED,ROLLED_BACK,ENFORCED             | ROLLED_BACK
            """)
    void steps_areMissing_whereTheyDidNotComeInTheirOrder(String came, String missing) {
        assertThat(Verdict.missing(EXPECTED, steps(kinds(came)))).containsExactly(kinds(missing));
    }

    private static RevisionKind[] kinds(String names) {
        return names == null
                ? new RevisionKind[0]
                : Arrays.stream(names.split(",")).map(RevisionKind::valueOf).toArray(RevisionKind[]::new);
    }

    @Test
    void nothingIsWrong_whereAllStepsCameAndWereSeen() {
        assertThat(Verdict.of(EXPECTED, steps(kinds("TRIED,ENFORCED,ROLLED_BACK")), WELL).complaints()).isEmpty();
    }

    @Test
    void eachFault_isOneSentence() {
        Played badly = new Played(
                new TreeMap<>(Map.of("crowd", new Attempts(3, 2, new TreeMap<>(), 1))), Map.of("reset", 1), 2,
                Duration.ZERO);
        Steps.Step unseen = new Steps.Step(new Sighting(4, RevisionKind.ROLLED_BACK, 50, null), "", 0,
                Map.of(Place.API, 1L, Place.LIMITS, 1L, Place.REVISION_LOG, 1L));

        assertThat(Verdict.of(EXPECTED, List.of(unseen), badly).complaints()).containsExactly(
                "A step did not come: tried.",
                "Revision 4 (rolled back) was not seen as it is in `websocket-status`.",
                "1 sockets broke: {reset=1}.", "2 sockets did not end.");
    }
}
