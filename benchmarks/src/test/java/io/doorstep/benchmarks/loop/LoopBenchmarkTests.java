package io.doorstep.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LoopBenchmarkTests {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --speed 60                                  | Missing required option: '--trace=FILE'
            --trace no-such.csv                         | There is no trace file no-such.csv.
            --trace FIRST --speed 0                     | --speed is a number above 0, not 0.0
            --trace FIRST --speed 600                   | --speed is at most 300, or the learner's windows would be shorter than a second, not 600.0
            --trace FIRST --from 2h                     | has no rows between 2h and 3650d.
            --trace FIRST --until soon                  | --until: a span of time is a number with ms, s, m, h or d, such as 30s, not soon
            --trace FIRST --crowd-at then               | --crowd-at: a span of time is a number with ms, s, m, h or d, such as 30s, not then
            --trace FIRST --crowd-every 0s              | --crowd-every is more than nothing, not 0s
            --trace FIRST --attack rain@1h              | There is no attack rain; there are [burst,
            --trace FIRST --attack burst@soon           | a span of time is a number with ms, s, m, h or d, such as 30s
            --trace FIRST --url ws://8.8.8.8            | --url must be a loopback IPv4 address, which 8.8.8.8 is not
            """)
    void oneSentenceAndTwo_whenInputIsWrong(String commandLine, String sentence) {
        assertThat(run(commandLine.replace("FIRST", "traces/first-visitors.csv").split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    private int run(String... args) {
        return new CommandLine(new LoopBenchmark()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(args);
    }
}
