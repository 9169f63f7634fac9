package io.doorstep.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class BenchmarksTests {

    static Stream<CommandLine> inTheOrderTheyAreWritten() {
        return Benchmarks.commandLine().getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().sortOptions());
    }

    @ParameterizedTest
    @MethodSource("inTheOrderTheyAreWritten")
    void helpComesLast_whenOptionsAreInTheOrderTheyAreWritten(CommandLine command) {
        assertThat(command.getUsageMessage().lines().toList().getLast())
                .matches(" +-h, --help +Show these options\\.");
    }
}
