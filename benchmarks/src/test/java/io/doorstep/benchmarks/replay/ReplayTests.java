package io.doorstep.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReplayTests {
    private static final String TRACE = "traces/first-visitors.csv";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void contentsAreTold_whenRunIsDry() {
        assertThat(run(TRACE, "--dry-run", "--speed", "60")).isZero();
        assertThat(out.toString()).contains("of 81 clients over 0:01:59; played 60 times faster, takes 0:00:01")
                .contains("labels  human", "stuck 150");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-such.csv                                   | There is no trace file no-such.csv.
            traces/first-visitors.csv --speed 0           | --speed is a number above 0, or max, not 0 (--help shows the options)
            traces/first-visitors.csv --speed fast        | --speed is a number above 0, or max, not fast (--help shows the options)
            traces/first-visitors.csv --from 2h           | The trace traces/first-visitors.csv has no rows after --from 2h.
            traces/first-visitors.csv --from soon         | --from: a span of time is a number with ms, s, m, h or d, such as 30s, not soon (--help shows the options)
            traces/first-visitors.csv --url ws://8.8.8.8  | --url must be a loopback IPv4 address, which 8.8.8.8 is not (--help shows the options)
            traces/first-visitors.csv --url http://[::1]  | --url is like ws://localhost:8000, not http://[::1] (--help shows the options)
            traces/first-visitors.csv --fast              | Unknown option: '--fast' (--help shows the options)
            """)
    void oneSentenceAndTwo_whenInputIsWrong(String commandLine, String sentence) {
        assertThat(run(commandLine.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(sentence);
    }

    @Test
    void oneSentenceAndOne_whenNoStackRuns() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        assertThat(run(TRACE, "--url", "ws://localhost:" + port)).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("Nothing answers at ws://localhost:" + port + "; start the stack first (./mvnw).");
    }

    private int run(String... args) {
        CommandLine commandLine = Replay.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }
}
