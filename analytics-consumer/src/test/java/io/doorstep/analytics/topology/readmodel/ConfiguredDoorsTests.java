package io.doorstep.analytics.topology.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
import io.doorstep.events.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredDoorsTests {
    private static final long NOW = 1_700_000_000_000L;

    private final ConfiguredDoors doors = new ConfiguredDoors();

    private static LimitsConfigured said(String instance, long startedMs, int connectionRate, int pool) {
        return new LimitsConfigured(instance, startedMs,
                Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, connectionRate),
                5, 1000, 8, pool, 1_800_000);
    }

    @Test
    void limits_areUnknown_untilADoorSaysThem() {
        assertThat(doors.limits()).isNull();
        assertThat(doors.differences(NOW)).isEmpty();

        doors.add(said("chat-a", NOW, 40, 1000), NOW);

        assertThat(doors.limits()).isEqualTo(Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 40));
    }

    @Test
    void limits_areThoseOfTheDoorThatStartedLast_whoeverSpokeLast() {
        doors.add(said("chat-b", NOW + 1, 60, 1000), NOW + 2);
        doors.add(said("chat-a", NOW, 40, 1000), NOW + 3);

        assertThat(doors.limits()).isEqualTo(Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 60));
    }

    @Test
    void doorsThatDiffer_areNamed_withSettingAndValues() {
        doors.add(said("chat-a", NOW, 40, 1000), NOW);
        doors.add(said("chat-b", NOW, 60, 500), NOW);

        assertThat(doors.differences(NOW + ConfiguredDoors.SILENT_MS)).containsExactly(
                "instances of the chat service differ in doorstep.limits.connection-rate.limit: 40 on chat-a, 60 on chat-b",
                "instances of the chat service differ in doorstep.pool.max-connections: 500 on chat-b, 1000 on chat-a");
    }

    private static LimitsConfigured said(String instance, ScopeLimits... scopes) {
        return new LimitsConfigured(instance, NOW, Limits.DEFAULTS, 5, 1000, 8, 1000, 1_800_000, List.of(scopes));
    }

    @Test
    void aScope_hasWhatTheSettingsName_andEverybodysNumbersInAllElse() {
        Scope germany = Scope.country("DE");
        assertThat(doors.isNamed(germany)).isFalse();
        assertThat(doors.isNamed(Scope.DEFAULT)).as("always").isTrue();
        doors.add(said("chat-a", new ScopeLimits(germany, Map.of(LimitName.MESSAGE_RATE, 60))), NOW);

        assertThat(doors.limits(germany)).isEqualTo(Limits.DEFAULTS.with(LimitName.MESSAGE_RATE, 60));
        assertThat(doors.limits(Scope.country("FR"))).isEqualTo(Limits.DEFAULTS);
        assertThat(doors.isNamed(germany)).isTrue();
        assertThat(doors.isNamed(Scope.country("FR"))).isFalse();
        assertThat(doors.namedScopes()).containsExactly(germany);
    }

    @Test
    void doorsThatDifferInAScope_areNamed_alsoWhereOneHasNone() {
        doors.add(said("chat-a", new ScopeLimits(Scope.tier(Tier.RETURNING), Map.of(LimitName.CONNECTION_RATE, 60)),
                new ScopeLimits(Scope.product("11"), Map.of(LimitName.CONNECTIONS_PER_CLIENT, 3))), NOW);
        doors.add(said("chat-b", new ScopeLimits(Scope.tier(Tier.RETURNING), Map.of(LimitName.CONNECTION_RATE, 70)),
                new ScopeLimits(Scope.country("DE"), Map.of(LimitName.SESSION_CREATION, 9))), NOW);

        assertThat(doors.differences(NOW)).containsExactlyInAnyOrder(
                "instances of the chat service differ in doorstep.tiers.returning.connection-rate.limit:"
                        + " 60 on chat-a, 70 on chat-b",
                "instances of the chat service differ in doorstep.products.limits.11.max-per-client:"
                        + " not set on chat-b, 3 on chat-a",
                "instances of the chat service differ in doorstep.countries.DE.session-creation.limit:"
                        + " not set on chat-a, 9 on chat-b");
    }

    @Test
    void aDoorThatIsGone_differsNoLonger_andLeavesItsLimitsToWhomeverRuns() {
        doors.add(said("chat-a", NOW, 40, 1000), NOW);
        doors.add(said("chat-b", NOW + 1, 60, 1000), NOW);

        doors.add(said("chat-a", NOW, 40, 1000), NOW + ConfiguredDoors.SILENT_MS + 1);

        assertThat(doors.differences(NOW + ConfiguredDoors.SILENT_MS + 1)).isEmpty();
        assertThat(doors.limits()).isEqualTo(Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 40));
    }

    @Test
    void theLastKnownLimits_stay_whenAllDoorsAreGone() {
        doors.add(said("chat-a", NOW, 40, 1000), NOW);

        assertThat(doors.differences(NOW + 100 * ConfiguredDoors.SILENT_MS)).isEmpty();
        assertThat(doors.limits()).isNotNull();
    }
}
