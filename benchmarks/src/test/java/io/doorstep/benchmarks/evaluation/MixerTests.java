package io.doorstep.benchmarks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.replay.TraceKind;
import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.traffic.Drip;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixerTests {
    private static final List<TraceRow> ROWS = List.of(new TraceRow(1000, 7, TraceKind.PAGE, "human"),
            new TraceRow(1500, 7, TraceKind.ASSET, "human"), new TraceRow(2000, 9, TraceKind.CONNECT, "attack"),
            new TraceRow(3000, 7, TraceKind.PAGE, "bot"));

    @Test
    void attempts_arePagesAndConnects_fromTheFirstRowOn() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 1);
        mixer.add(ROWS, 0, Labels.DEFAULTS);

        assertThat(mixer.mix().attempts()).containsExactly(
                new Attempt(0, 0, Standing.LEGIT, "human", null), new Attempt(1000, 1, Standing.ABUSE, "attack", null),
                new Attempt(2000, 0, Standing.OTHER, "bot", null));
    }

    @Test
    void messages_areAllThatCounts_whereTheirRateIsPlayed() {
        Mixer mixer = new Mixer(PlayedLimit.MESSAGE_RATE, 1);
        mixer.add(List.of(new TraceRow(0, 7, TraceKind.CONNECT, "human"),
                new TraceRow(10, 7, TraceKind.MESSAGE, "human"), new TraceRow(20, 8, TraceKind.MESSAGE, "bot"),
                new TraceRow(30, 7, TraceKind.MESSAGE, "broadcast"),
                new TraceRow(40, 7, TraceKind.DISCONNECT, "human")), 0, Labels.DEFAULTS);

        assertThat(mixer.mix().attempts()).containsExactly(
                new Attempt(10, 0, Standing.LEGIT, "human", null), new Attempt(20, 1, Standing.OTHER, "bot", null),
                new Attempt(30, 0, Standing.ABUSE, "broadcast", null));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CONNECTION_RATE, PAGE,    151, 150, 299999
            MESSAGE_RATE,    MESSAGE, 91,  90,  59999
            """)
    void abuse_isLoud_beyondThreeTimesTheLimit(PlayedLimit limit, TraceKind kind, int loud, int quiet, long untilMs) {
        assertThat(flood(limit, kind, loud).layers()).containsExactly(new Mix.Layer(Mix.LOUD, 0, untilMs));
        assertThat(flood(limit, kind, quiet).layers()).isEmpty();
    }

    private static Mix flood(PlayedLimit limit, TraceKind kind, int times) {
        Mixer mixer = new Mixer(limit, 1);
        mixer.add(IntStream.range(0, times).mapToObj(i -> new TraceRow(i, 0, kind, "attack")).toList(), 0,
                Labels.DEFAULTS);
        return mixer.mix();
    }

    @Test
    void clients_meanIllInAllTheyDo_whenLabelsAreTakenByClient() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 1);
        mixer.add(List.of(new TraceRow(0, 7, TraceKind.PAGE, "human"), new TraceRow(10, 7, TraceKind.PAGE, "scan"),
                new TraceRow(20, 8, TraceKind.PAGE, "human"), new TraceRow(30, 8, TraceKind.PAGE, "bot")), 0,
                new Labels(Labels.DEFAULTS.legit(), Labels.DEFAULTS.abuse(), true));

        assertThat(mixer.mix().attempts()).extracting(Attempt::standing).containsExactly(Standing.ABUSE,
                Standing.ABUSE, Standing.LEGIT, Standing.OTHER);
    }

    @Test
    void traces_areShifted_andTheirClientsAreDifferentOnes() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 1);
        mixer.add(ROWS, 500, Labels.DEFAULTS);
        mixer.add(ROWS, 0, Labels.DEFAULTS);

        assertThat(mixer.mix().attempts()).extracting(Attempt::timeMs).isSorted().contains(0L, 500L);
        assertThat(mixer.mix().clients()).isEqualTo(4);
        assertThat(mixer.mix().attempts()).extracting(Attempt::client).containsOnly(0, 1, 2, 3);
    }

    @Test
    void layer_isTheSame_whateverElseIsThere() {
        var drip = new Drip(2, Duration.ofSeconds(30), Duration.ofMinutes(5));
        Mixer alone = new Mixer(PlayedLimit.CONNECTION_RATE, 1);
        alone.layOver("drip", drip, 0);
        Mixer together = new Mixer(PlayedLimit.CONNECTION_RATE, 1);
        together.add(ROWS, 0, Labels.DEFAULTS);
        together.layOver("drip", drip, 0);

        assertThat(together.mix().attempts().stream().map(Attempt::timeMs).toList())
                .containsAll(alone.mix().attempts().stream().map(Attempt::timeMs).toList());
        assertThat(together.mix().layers()).containsExactly(new Mix.Layer("drip", 0, 300_000));
    }
}
