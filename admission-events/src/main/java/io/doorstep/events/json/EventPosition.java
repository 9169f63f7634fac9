package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.events.EventEnvelope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands among those of its source, as its headers say. It is there for events of types that this version
 * does not know, too.
 *
 * @param source the publishing instance
 * @param sequence counts up by one per source
 */
public record EventPosition(String source, long sequence, Instant time) {
    public EventPosition {
        EventEnvelope.requirePosition(source, sequence);
    }

    /** Empty where the headers do not say. */
    public static Optional<EventPosition> of(Headers headers) {
        String source = text(headers, CloudEvents.SOURCE);
        String sequence = text(headers, CloudEvents.SEQUENCE);
        String time = text(headers, CloudEvents.TIME);
        if (source == null || sequence == null || time == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EventPosition(source, Long.parseLong(sequence), InstantText.parse(time)));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null ? null : new String(value, UTF_8);
    }
}
