package io.doorstep.events.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.LimitName;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of Doorstep: snake_case, fields in the order of the record, absent values left out, unknown fields passed
 * over.
 */
public final class DoorstepJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addMixIn(Scope.class, ScopeAsString.class)
            .addMixIn(Tier.class, LowerCase.class)
            .addMixIn(LimitName.class, LowerCase.class)
            .addMixIn(LimitsOverridden.Change.class, LowerCase.class)
            .addMixIn(ChatMessage.Author.class, LowerCase.class)
            .build();

    private DoorstepJson() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    private interface LowerCase {}

    private abstract static class ScopeAsString {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        ScopeAsString(@SuppressWarnings("unused") String name) {}

        @JsonValue
        abstract String name();
    }
}
