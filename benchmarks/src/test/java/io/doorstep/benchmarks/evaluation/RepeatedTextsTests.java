package io.doorstep.benchmarks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.events.RepeatedText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedTextsTests {
    private final RepeatedTexts texts = new RepeatedTexts();
    private final List<RepeatedText> told = new ArrayList<>();

    private void write(long timeMs, int client, int conversation, int text) {
        texts.add(new Attempt(timeMs, client, Standing.LEGIT, "human",
                text == 0 ? null : new TraceRow.Text(conversation, text, 32)),
                (_, _, event) -> told.add((RepeatedText) event));
    }

    @Test
    void conversations_areCounted_whereOneClientWritesTheSameText_ofLate() {
        write(0, 1, 7, 11);
        write(1000, 1, 7, 11);
        write(2000, 2, 8, 11);
        write(3000, 1, 8, 12);
        write(4000, 1, 8, -1);
        write(5000, 1, 9, 0);
        assertThat(told).isEmpty();

        write(6000, 1, 8, 11);
        write(7000, 1, 9, 11);
        write(904_000, 1, 10, 11);
        assertThat(told).extracting(RepeatedText::conversations).containsExactly(3, 3);
        assertThat(told).extracting(RepeatedText::windowMs).containsExactly(6000L, 898_000L);
    }
}
