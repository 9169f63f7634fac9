package io.doorstep.support.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

/** Fails with a version of Kafka's clients whose headers are others. */
class RecordHeadersTests {

    @Test
    void aRecord_hasTheHeadersItWasMadeWith_inTheirOrder() {
        Headers headers = RecordHeaders.empty();
        headers.add("ce_id", bytes("1")).add("ce_source", bytes("chat-1"));
        var record = new ProducerRecord<>("topic", null, 0L, "key", bytes("value"), headers);
        assertThat(record.headers()).extracting(Header::key).containsExactly("ce_id", "ce_source");
    }

    @Test
    void aCopy_isChangedOnItsOwn() {
        Headers headers = RecordHeaders.empty().add("ce_id", bytes("1"));
        Headers copy = RecordHeaders.copyOf(headers).add("reason", bytes("unreadable"));
        assertThat(headers).extracting(Header::key).containsExactly("ce_id");
        assertThat(copy).extracting(Header::key).containsExactly("ce_id", "reason");
        assertThat(copy.lastHeader("ce_id").value()).asString().isEqualTo("1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
