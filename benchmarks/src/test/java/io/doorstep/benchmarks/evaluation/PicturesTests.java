package io.doorstep.benchmarks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.evaluation.WindowResult.Count;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class PicturesTests {
    private static final Mix MIX = new Mix(PlayedLimit.CONNECTION_RATE, List.of(new Attempt(0, 0, Standing.LEGIT),
            new Attempt(400_000, 0, Standing.LEGIT)), 1, List.of(new Mix.Layer("burst", 0, 1000)));
    private static final List<Outcome> OUTCOMES = List.of(new Outcome("static 10",
            List.of(new WindowResult(0, 10, 1, 1, 1, new Count(1, 1), Count.NONE),
                    new WindowResult(300_000, 10, 1, 1, 1, new Count(1, 0), new Count(4, 1))),
            1, 1, 0));

    @Test
    void csv_hasALinePerPolicyAndWindow() {
        assertThat(CsvText.of(OUTCOMES).lines()).hasSize(3).endsWith("300000,static 10,10,1,1,1,1,1,4,1");
    }

    @Test
    void plot_isWellFormed_andNamesWhatIsShown() throws Exception {
        var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(Plot.of(MIX, OUTCOMES))));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getDocumentElement().getTextContent()).contains("burst", "static 10", "demand");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            burst,          burst,   7200
            burst@30s,      burst,   30
            a@b.csv.gz@3h,  a@b.csv.gz, 10800
            """)
    void placed_isANameAndATime(String text, String name, long seconds) {
        assertThat(Placed.parse(text, Duration.ofHours(2))).isEqualTo(new Placed(name, Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            human, LEGIT
            scan,  ABUSE
            bot,   OTHER
            broadcast, ABUSE
            """)
    void labels_sayWhoIsWho(String label, Standing standing) {
        assertThat(Labels.DEFAULTS.of(label)).isEqualTo(standing);
    }
}
