package io.doorstep.analytics.topology.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.support.kafka.RecordHeaders;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Keeps dead letters within what Kafka takes. A record that is as long as records may be is longer once the reason is in
 * its headers; if it were refused, its transaction would fail, and the record would be read again for ever.
 */
final class DeadLetters {
    /** Bytes of a key, and of a value, that are kept. */
    static final int MOST_BYTES = 256 * 1024;
    /** Bytes of a header that is kept where a letter is cut. */
    private static final int MOST_OF_HEADER = 16 * 1024;
    /** The header of a letter that was cut: how many bytes the value had. */
    static final String CUT = "doorstep.cut-from-bytes";

    private DeadLetters() {}

    static List<ProducerRecord<byte[], byte[]>> bounded(List<ProducerRecord<byte[], byte[]>> letters) {
        return letters.stream().map(DeadLetters::bounded).toList();
    }

    private static ProducerRecord<byte[], byte[]> bounded(ProducerRecord<byte[], byte[]> letter) {
        if (length(letter.key()) <= MOST_BYTES && length(letter.value()) <= MOST_BYTES
                && length(letter.headers()) <= MOST_BYTES) {
            return letter;
        }
        ProducerRecord<byte[], byte[]> bounded = new ProducerRecord<>(letter.topic(), letter.partition(),
                letter.timestamp(), cut(letter.key()), cut(letter.value()), shorter(letter.headers()));
        bounded.headers().add(CUT, Integer.toString(length(letter.value())).getBytes(UTF_8));
        return bounded;
    }

    private static int length(Headers headers) {
        int length = 0;
        for (Header header : headers) {
            length += header.key().length() + length(header.value());
        }
        return length;
    }

    /** The headers that are as short as those of an event, and the reasons. */
    private static Headers shorter(Headers headers) {
        Headers kept = RecordHeaders.empty();
        for (Header header : headers) {
            if (header.key().length() + length(header.value()) <= MOST_OF_HEADER
                    && length(kept) <= MOST_BYTES - MOST_OF_HEADER) {
                kept.add(header);
            }
        }
        return kept;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
    }
}
