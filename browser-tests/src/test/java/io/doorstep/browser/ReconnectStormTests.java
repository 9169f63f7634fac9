package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a thousand clients do to a server that restarts, beside a thousand that come back at once. The figures are left in
 * target/reconnect.csv, their picture in target/reconnect.svg.
 */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconnectStormTests {
    private static final int SEED = 11;

    private final ClientScript script;
    private final ReconnectStorm doorstep;
    private final ReconnectStorm naive;

    ReconnectStormTests(Browser browser) {
        script = new ClientScript(browser);
        doorstep = ReconnectStorm.of(script.page(), SEED, false);
        naive = ReconnectStorm.of(script.page(), SEED, true);
    }

    @BeforeAll
    void leaveThePicture() throws IOException {
        Path target = Path.of("target");
        Files.writeString(target.resolve("reconnect.svg"), ReconnectPlot.svg(doorstep, naive));
        Files.writeString(target.resolve("reconnect.csv"), IntStream.range(0, doorstep.attempts().size())
                .mapToObj(second -> second + "," + doorstep.attempts().get(second) + "," + naive.attempts().get(second)
                        + "," + doorstep.inside().get(second) + "," + naive.inside().get(second))
                .collect(Collectors.joining("\n", "second,attempts,naive_attempts,inside,naive_inside\n", "\n")));
    }

    @AfterAll
    void close() {
        script.close();
    }

    @Test
    void peakIsASmallShareOfTheNaiveOne_whenTheServerRestarts() {
        assertThat(doorstep.peak()).isLessThan(naive.peak() / 10);
        assertThat(doorstep.total()).isLessThan(naive.total() / 50);
    }

    @Test
    void nobodyComesBeforeTheTimeTheyWereTold_whenTheServerAsksForAWait() {
        assertThat(doorstep.early()).isZero();
        assertThat(naive.early()).isPositive();
    }

    @Test
    void everybodyIsBackWithinAMinute_whenTheServerAnswersAgain() {
        assertThat(doorstep.inside().get(ReconnectStorm.UP - 1)).isZero();
        assertThat(doorstep.secondsUntilAllAreBack()).isLessThanOrEqualTo(60);
    }
}
