package io.doorstep.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.benchmarks.evaluation.Labels;
import io.doorstep.benchmarks.evaluation.Mix;
import io.doorstep.benchmarks.loop.Script.Overlay;
import io.doorstep.benchmarks.replay.TraceKind;
import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.sockets.ClientAddresses;
import io.doorstep.benchmarks.traffic.Burst;
import io.doorstep.benchmarks.traffic.FlashCrowd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTests {
    private static final Overlay BURST = new Overlay("burst", new Burst(2, 3, Duration.ofMinutes(10)), 60_000);
    private static final Overlay CROWD = new Overlay("crowd",
            new FlashCrowd(3, Duration.ofSeconds(10), Duration.ofMinutes(5)), 300_000);
    private static final long ALL = Duration.ofHours(1).toMillis();

    private static Script script(List<Overlay> overlays, long untilMs, TraceRow... rows) {
        return Script.of(List.of(rows), Labels.DEFAULTS, overlays, untilMs, 11);
    }

    private static TraceRow page(long timestampMs, int client, String label) {
        return new TraceRow(timestampMs, client, TraceKind.PAGE, label);
    }

    @Test
    void timeBeginsWithTheFirstRow_whenTheTraceBeginsLater() {
        assertThat(script(List.of(), ALL, page(804_571_201_000L, 0, "human"), page(804_571_202_500L, 1, "human"))
                .rows()).extracting(TraceRow::timestampMs).containsExactly(0L, 1500L);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            human, 59999,  'legit, in peace'
            human, 60000,  'legit, during the burst'
            human, 300000, 'legit, during the crowd'
            human, 600000, 'legit, during the burst'
            human, 660000, 'legit, in peace'
            scan,  300000, abuse of the trace
            bot,   0,      other of the trace
            """)
    void rows_areLabelledWithWhoTheyAreAndWhenTheyCome(String label, long timeMs, String expected) {
        assertThat(script(List.of(BURST, CROWD), ALL, page(0, 0, "human"), page(timeMs, 1, label)).rows())
                .filteredOn(row -> row.client() == 1).extracting(TraceRow::label).containsExactly(expected);
    }

    @Test
    void attackers_areGoneOnceTheyAreAnswered_andPeopleLookAtAPage() {
        List<TraceRow> rows = script(List.of(BURST, CROWD), ALL, page(0, 7, "human")).rows();

        assertThat(rows).isSortedAccordingTo((one, other) -> Long.compare(one.timestampMs(), other.timestampMs()));
        assertThat(rows).filteredOn(row -> row.label().equals("burst"))
                .hasSize(2 * 2 * 3 * 10)
                .allSatisfy(row -> assertThat(row.client()).isBetween(8, 9));
        for (int client = 8; client <= 9; client++) {
            int attacker = client;
            List<TraceKind> kinds = rows.stream().filter(row -> row.client() == attacker).map(TraceRow::kind).toList();
            for (int i = 0; i < kinds.size(); i += 2) {
                assertThat(kinds.subList(i, i + 2)).containsExactly(TraceKind.CONNECT, TraceKind.DISCONNECT);
            }
        }
        assertThat(rows).filteredOn(row -> row.label().equals("crowd")).isNotEmpty()
                .allSatisfy(row -> assertThat(row.kind()).isEqualTo(TraceKind.PAGE))
                .allSatisfy(row -> assertThat(row.client()).isBetween(10, 12));
    }

    @Test
    void whatComesLater_isLeftOut() {
        Script script = script(List.of(CROWD, BURST), 301_000, page(0, 0, "human"), page(302_000, 1, "human"));

        assertThat(script.rows().getLast().timestampMs()).isLessThanOrEqualTo(301_000);
        assertThat(script.layers()).containsExactly(new Mix.Layer("burst", 60_000, 301_000),
                new Mix.Layer("crowd", 300_000, 301_000));
    }

    @Test
    void clientsWithoutAnAddress_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> script(List.of(BURST), ALL, page(0, ClientAddresses.CLIENTS - 1, "human")))
                .withMessage("there are no addresses for so many clients");
    }
}
