package io.doorstep.analytics.topology.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
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
