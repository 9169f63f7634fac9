package io.doorstep.events.json;

import io.doorstep.events.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The contract as it ships in this jar under {@code io/doorstep/events/}: the JSON Schema (draft 2020-12) of each event's
 * value in {@code schemas/}, and {@code asyncapi.yaml}, which says on which topic it is and how that is kept.
 */
public final class EventSchemas {
    private EventSchemas() {}

    public static String resourceName(EventType type) {
        return "/io/doorstep/events/schemas/" + type.typeName() + ".json";
    }

    public static byte[] schema(EventType type) {
        return read(resourceName(type));
    }

    /** AsyncAPI 3.0, as YAML. */
    public static byte[] asyncApi() {
        return read("/io/doorstep/events/asyncapi.yaml");
    }

    private static byte[] read(String resource) {
        try (InputStream in = EventSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
