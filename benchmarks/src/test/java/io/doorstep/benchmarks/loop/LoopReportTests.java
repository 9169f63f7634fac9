package io.doorstep.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.evaluation.Labels;
import io.doorstep.benchmarks.replay.Pace;
import io.doorstep.benchmarks.replay.Played;
import io.doorstep.benchmarks.replay.Played.Attempts;
import io.doorstep.benchmarks.replay.TraceKind;
import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.traffic.Burst;
import io.doorstep.events.Quantiles;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class LoopReportTests {
    private static final TraceClock CLOCK = new TraceClock(1_000_000, 5000, new Pace(60));
    private static final List<Steps.Step> STEPS = List.of(
            new Steps.Step(new Sighting(1, RevisionKind.TRIED, 50, 40), "", 1_000_000,
                    Map.of(Place.API, 1_006_000L, Place.LIMITS, 1_006_100L, Place.REVISION_LOG, 1_006_090L, Place.DOOR,
                            1_007_050L)),
            new Steps.Step(new Sighting(2, RevisionKind.ENFORCED, 40, 40), "", 1_005_000,
                    Map.of(Place.API, 1_011_000L)));

    @Test
    void report_tellsWhenEachPlaceShowedAStep_andWhoWasRejected() {
        Played played = new Played(new TreeMap<>(Map.of(
                "burst", new Attempts(9000, 1178, new TreeMap<>(Map.of("RATE_LIMIT_EXCEEDED", 7822L)), 0),
                "legit, in peace", new Attempts(1702, 1702, new TreeMap<>(), 0))), Map.of(), 0,
                Duration.ofMillis(600));

        assertThat(new LoopReport(CLOCK, 800, STEPS, played).toString()).contains("its grace of 800 ms",
                "| tried | 1 | 0:05:00 | 50 | 40 | 200 | 300 | 290 | 1,250 |",
                "| enforced | 2 | 0:10:00 | 40 | - | 200 | **not** | **not** | **not** |",
                "| burst | 9,000 | 1,178 | 7,822 | 7,822 |", "| legit, in peace | 1,702 | 1,702 | 0 | 0 |",
                "Nothing was played more than 0.6 s late: too slow a machine");
    }

    @Test
    void picture_isWellFormed_andNamesWhatHappened() throws Exception {
        Script script = Script.of(List.of(new TraceRow(0, 0, TraceKind.PAGE, "human")), Labels.DEFAULTS,
                List.of(new Script.Overlay("burst", new Burst(1, 1, Duration.ofMinutes(3)), 60_000)), 240_000, 1);
        List<UsagePattern> patterns = LongStream.range(0, 3).mapToObj(window -> pattern(1_000_000 + 5000 * window))
                .toList();

        var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(
                new InputSource(new StringReader(new LoopPicture(CLOCK, script, STEPS, patterns).draw())));

        assertThat(svg.getDocumentElement().getTextContent()).contains("burst", "enforced", "in force", "candidate")
                .doesNotContain("tried");
    }

    private static UsagePattern pattern(long windowStartMs) {
        Quantiles attempts = new Quantiles(2, 5, 9, 15, 15);
        return UsagePattern.builder(Scope.DEFAULT).windowStartMs(windowStartMs).windowMs(5000).clients(30).attempts(60)
                .admitted(60).attemptsPerClient(attempts).connectionsPerClient(attempts).poolPeak(9).build();
    }
}
