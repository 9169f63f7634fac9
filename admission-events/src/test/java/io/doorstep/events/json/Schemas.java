package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.doorstep.events.EventType;

/** The schemas of this version, ready to validate. */
final class Schemas {
    private Schemas() {}

    static Schema of(EventType type) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new String(EventSchemas.schema(type), UTF_8), InputFormat.JSON);
    }
}
