package io.doorstep.events.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Evidence;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.Hold;
import io.doorstep.events.Impact;
import io.doorstep.events.LimitName;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.StdConverter;

/**
 * The JSON of Doorstep: snake_case, fields in the order of the record, absent values left out, unknown fields passed
 * over. A value that an enumeration of this version does not have is read as what stands for it, so that a record of a
 * newer publisher is no poison.
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
            .addMixIn(ErrorCode.class, CodeForm.class)
            .addMixIn(Tier.class, TierForm.class)
            .addMixIn(LimitName.class, SnakeCase.class)
            .addMixIn(LimitsOverridden.Change.class, ChangeForm.class)
            .addMixIn(SanctionRule.class, RuleForm.class)
            .addMixIn(SanctionStep.class, StepForm.class)
            .addMixIn(ChatMessage.Author.class, AuthorForm.class)
            .addMixIn(Evidence.class, EvidenceForm.class)
            .addMixIn(GoodClientImpact.class, CollateralForm.class)
            .addMixIn(RevisionKind.class, SnakeCase.class)
            .addMixIn(Hold.class, SnakeCase.class)
            .addMixIn(Impact.Unit.class, SnakeCase.class)
            .addMixIn(LimitsCommand.Action.class, SnakeCase.class)
            .addMixIn(SanctionCommand.Order.class, SnakeCase.class)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .withConfigOverride(LimitName.class, DoorstepJson::unknownAsNull)
            .withConfigOverride(RevisionKind.class, DoorstepJson::unknownAsNull)
            .withConfigOverride(Hold.class, DoorstepJson::unknownAsNull)
            .withConfigOverride(Impact.Unit.class, DoorstepJson::unknownAsNull)
            .withConfigOverride(LimitsCommand.Action.class, DoorstepJson::unknownAsNull)
            .withConfigOverride(SanctionCommand.Order.class, DoorstepJson::unknownAsNull)
            .withConfigOverride(List.class, list -> list.setNullHandling(
                    JsonSetter.Value.forContentNulls(Nulls.SKIP)))
            .build();

    private DoorstepJson() {}

    private static void unknownAsNull(MutableConfigOverride values) {
        values.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.NATURAL)
                .withFeature(JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL));
    }

    public static JsonMapper mapper() {
        return MAPPER;
    }

    private enum CodeForm {
        @JsonEnumDefaultValue
        OTHER
    }

    /** A tier that is not known gets no privilege. */
    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    private enum TierForm {
        @JsonEnumDefaultValue
        ANONYMOUS
    }

    /** A value that is not known is none: absent, and not among the members of a list. */
    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    private enum SnakeCase {
    }

    /** What was done, an event says best by the limits that are in force afterwards. */
    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    private enum ChangeForm {
        @JsonEnumDefaultValue
        SET
    }

    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    private enum RuleForm {
        @JsonEnumDefaultValue
        OTHER
    }

    /** A step that is not known restricts nobody. */
    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    private enum StepForm {
        @JsonEnumDefaultValue
        WARNED
    }

    /** Whoever else may write some day, it is not the visitor. */
    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    private enum AuthorForm {
        @JsonEnumDefaultValue
        AGENT
    }

    @JsonDeserialize(converter = OfKnownLimit.class)
    private interface EvidenceForm {}

    /** Evidence about a limit that is not known is left out, and the rest of the revision is read. */
    private static final class OfKnownLimit extends StdConverter<Evidence, @Nullable Evidence> {

        @Override
        public @Nullable Evidence convert(Evidence evidence) {
            return evidence.limitName() == null ? null : evidence;
        }
    }

    @JsonDeserialize(converter = WithKnownLimit.class)
    private interface CollateralForm {}

    /** As with evidence. */
    private static final class WithKnownLimit extends StdConverter<GoodClientImpact, @Nullable GoodClientImpact> {

        @Override
        public @Nullable GoodClientImpact convert(GoodClientImpact collateral) {
            return collateral.limitName() == null ? null : collateral;
        }
    }

    private abstract static class ScopeAsString {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        ScopeAsString(@SuppressWarnings("unused") String name) {}

        @JsonValue
        abstract String name();
    }
}
