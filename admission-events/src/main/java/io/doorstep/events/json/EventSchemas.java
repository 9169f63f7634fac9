package io.doorstep.events.json;

import io.doorstep.events.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The JSON Schema (draft 2020-12) of each event's value, as it ships in this jar under
 * {@code io/doorstep/events/schemas/}.
 */
public final class EventSchemas {
    private EventSchemas() {}

    public static String resourceName(EventType type) {
        return "/io/doorstep/events/schemas/" + type.typeName() + ".json";
    }

    public static byte[] schema(EventType type) {
        try (InputStream in = EventSchemas.class.getResourceAsStream(resourceName(type))) {
            if (in == null) {
                throw new IllegalStateException("no schema for " + type.typeName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
