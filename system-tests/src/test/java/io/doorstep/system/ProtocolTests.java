package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The service does what docs/protocol.md shows. */
@ExtendWith(KafkaBrokerExtension.class)
class ProtocolTests {
    private static final String DOCUMENT = read(Path.of("..", "docs", "protocol.md"));
    private static final Pattern CODE = Pattern.compile("^\\| `([A-Z_]+)` \\| ([^|]*) \\| (yes|no) \\|",
            Pattern.MULTILINE);
    private static final Pattern TABLE_OF_TYPES = Pattern.compile("^\\| type \\|.*\n(?:\\|.*\n)+", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^\\| `([a-z_]+)`", Pattern.MULTILINE);

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Dialogue> dialogues() {
        return Dialogue.in(DOCUMENT).stream();
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void theService_saysWhatADialogueShows(Dialogue dialogue, KafkaBroker shared) {
        if (!dialogue.ownKafka()) {
            Stage.play(dialogue, shared, null);
            return;
        }
        try (StoppableBroker own = new StoppableBroker()) {
            Stage.play(dialogue, own, own);
        }
    }

    @Test
    void theCodes_areThoseOfTheService_withTheirCloses() {
        Map<String, MatchResult> documented = CODE.matcher(DOCUMENT).results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row));
        assertThat(documented.keySet())
                .isEqualTo(Arrays.stream(ErrorCode.values()).filter(code -> code != ErrorCode.OTHER).map(Enum::name)
                        .collect(Collectors.toSet()));
        documented.forEach((name, row) -> {
            ErrorCode code = ErrorCode.valueOf(name);
            assertThat(row.group(3)).as(name).isEqualTo(code.reconnect() ? "yes" : "no");
            if (code.closeStatus() != 0 && code != ErrorCode.SESSION_LIMIT_EXCEEDED) {
                assertThat(row.group(2)).as(name).startsWith(String.valueOf(code.closeStatus()));
            }
        });
    }

    /** But for {@code forgotten}, which takes ten thousand conversations; and one is shown that does not exist. */
    @Test
    void everyTypeOfTheTables_isShownInADialogue() {
        TreeSet<String> described = TABLE_OF_TYPES.matcher(DOCUMENT).results()
                .flatMap(table -> TYPE.matcher(table.group()).results()).map(row -> row.group(1))
                .filter(type -> !type.equals("forgotten")).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> shown = dialogues().flatMap(dialogue -> dialogue.steps().stream())
                .filter(step -> step.what().startsWith("{"))
                .map(step -> JsonMapper.shared().readTree(step.what()).path("type").stringValue(""))
                .filter(type -> !type.equals("shout"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(described);
    }
}
