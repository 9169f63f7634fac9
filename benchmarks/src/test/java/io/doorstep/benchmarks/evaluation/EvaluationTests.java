package io.doorstep.benchmarks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EvaluationTests {
    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--out", folder.resolve("out").toString()));
        all.addAll(List.of(arguments));
        return new CommandLine(new Evaluation()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void tracesAndAttacks_areLaidOverEachOther_andTheResultIsWritten() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "100,0,page,mine\n200,1,page,theirs\n300,2,page,other\n");

        assertThat(run("--trace", trace.toString(), "--trace", trace + "@10m", "--legit", "mine", "--abuse", "theirs",
                "--attack", "reconnect-storm@5m")).isZero();

        assertThat(out.toString()).contains("### reconnect-storm@5m: 3,606 attempts of 306 clients",
                "| static 50 | 50 | 50 | 0 | 0 % | 0 | 0 % | 2 | 100 % |", "| tuner |");
        assertThat(folder.resolve("out/reconnect-storm-5m.csv")).content().contains("static 10");
        assertThat(folder.resolve("out/reconnect-storm-5m.svg")).content().startsWith("<svg");
    }

    @Test
    void sweep_saysTheWorstOfAllStartTimes() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "100,0,page,human\n3600000,0,page,human\n");

        assertThat(run("--trace", trace.toString(), "--attack", "burst", "--sweep", "20m")).isZero();
        assertThat(out.toString()).contains("### burst, every 0:20:00", "worst of 3", "0 (0.0 %)");
        assertThat(run("--trace", trace.toString(), "--attack", "burst", "--sweep", "20m", "--sanctions", "off"))
                .as("a bar is missed").isEqualTo(1);
    }

    @Test
    void messages_arePlayed_whereTheirLimitIsAskedFor() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "100,0,connect,mine\n200,0,message,mine\n300,1,message,theirs\n");

        assertThat(run("--limit", "message-rate", "--trace", trace.toString(), "--legit", "mine", "--abuse", "theirs",
                "--attack", "burst@5m")).isZero();

        assertThat(out.toString()).contains("### burst@5m: 45,002 messages of 7 clients",
                "| static 30 | 30 | 30 | 0 | 0 % | 0 | 0 % |", "rejects at most 0.1 % of legit messages");
        assertThat(folder.resolve("out/burst-5m.svg")).content().contains("messages/min (p99)");
    }

    @Test
    void attacks_areThoseOfTheLimit_whenEachIsPlayed() {
        assertThat(run("--limit", "message-rate", "--attack", "office")).isEqualTo(2);
        assertThat(err.toString()).contains(
                "There is no attack office; there are [burst, drip, rotating, poisoner, flash-crowd, siege, pulse, decoy,"
                        + " majority, slow-boil, dawn]");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --attack, nonsense,     There is no attack nonsense; there are [burst
            --attack, burst@soon,   burst@soon: a span of time is a number
            --sanctions, maybe,     --sanctions is on, off or shadow
            --away,   2h,           2h is not a time FROM-TO
            --sweep,  often,        often: a span of time is a number
            --limit,  sockets,      no limit sockets is played; there are [connection-rate
            --accept, everything,   there is no proposal everything; there are none
            --trace,  missing.csv,  There is no trace file missing.csv.
            """)
    void mistakes_areToldInASentence(String option, String value, String message) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }
}
