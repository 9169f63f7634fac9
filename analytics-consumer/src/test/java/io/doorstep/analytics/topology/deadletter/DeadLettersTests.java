package io.doorstep.analytics.topology.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTests {

    @Test
    void aLongRecord_isCut_andSaysHowLongItWas() {
        var letter = new ProducerRecord<>("dead", new byte[1], new byte[1_000_000]);
        letter.headers().add("why", "x".getBytes(UTF_8));
        var bounded = DeadLetters.bounded(List.of(letter)).getFirst();
        assertThat(bounded.value()).hasSize(DeadLetters.MOST_BYTES);
        assertThat(bounded.headers().lastHeader("why").value()).asString().isEqualTo("x");
        assertThat(bounded.headers().lastHeader(DeadLetters.CUT).value()).asString().isEqualTo("1000000");
    }

    @Test
    void longHeaders_areLeftOut() {
        var letter = new ProducerRecord<>("dead", new byte[1], new byte[1]);
        letter.headers().add("why", "x".getBytes(UTF_8)).add("long", new byte[900_000]);
        var bounded = DeadLetters.bounded(List.of(letter)).getFirst();
        assertThat(bounded.headers()).extracting(header -> header.key()).containsExactly("why", DeadLetters.CUT);
        assertThat(bounded.value()).hasSize(1);
    }

    @Test
    void anotherRecord_isAsItCame() {
        var letter = new ProducerRecord<byte[], byte[]>("dead", null, new byte[10]);
        assertThat(DeadLetters.bounded(List.of(letter))).containsExactly(letter);
    }
}
