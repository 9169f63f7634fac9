package io.doorstep.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClientWindowStatsTests {

    @Test
    void activity_isDemandInside_andNoAttemptToConnect() {
        ClientWindowStats stats = UsageEvents.tally(UsageEvents.activity("a", 3, 40, 0, null));

        assertThat(stats.attempts()).isZero();
        assertThat(stats.admitted()).isZero();
        assertThat(stats.demand(LimitName.CONNECTION_RATE)).isZero();
        assertThat(stats.demand(LimitName.CONNECTIONS_PER_CLIENT)).isEqualTo(3);
        assertThat(stats.demand(LimitName.MESSAGE_RATE)).isEqualTo(40);
        assertThat(stats.demand(LimitName.SESSION_CREATION)).isZero();
    }

    @Test
    void socketsOfActivity_areNotCountedAgain() {
        ClientWindowStats stats = UsageEvents.tally(UsageEvents.opened("a", "11", 1, 9),
                UsageEvents.opened("a", "11", 2, 9),
                UsageEvents.activity("a", 2, 0, 0, null));

        assertThat(stats.attempts()).isEqualTo(2);
        assertThat(stats.demand(LimitName.CONNECTIONS_PER_CLIENT)).isEqualTo(2);
    }

    @Test
    void messages_areThoseOfTheBusiestMinute() {
        assertThat(UsageEvents.tally(UsageEvents.activity("a", 1, 7, 0, null),
                UsageEvents.activity("a", 1, 12, 0, null), UsageEvents.activity("a", 1, 5, 0, null))
                .demand(LimitName.MESSAGE_RATE)).isEqualTo(12);
    }

    @ParameterizedTest(name = "{0} and {1} given, {2} and {3} in the limit's window, {4} refused at {5}: {6}")
    @CsvSource(textBlock = """
            0, 0,  ,  , 0, 0, 0
            2, 0,  ,  , 0, 0, 2
            2, 3,  ,  , 0, 0, 5
            1, 1, 3, 4, 0, 0, 4
            1, 1, 4, 1, 2, 5, 7
            0, 0,  ,  , 2, 5, 7
            2, 0,  ,  , 1, 0, 3
            """)
    void sessions_areThoseGivenInTheLimitsWindow_andThoseRefused(int first, int second, @Nullable Integer firstInWindow,
            @Nullable Integer secondInWindow, int refused, int limit, long expected) {
        ClientUsage usage = ClientUsage.empty().add(UsageEvents.activity("a", 0, 0, first, firstInWindow))
                .add(UsageEvents.activity("a", 0, 0, second, secondInWindow));
        if (refused > 0) {
            usage.add(UsageEvents.refused("a", ErrorCode.SESSION_LIMIT_EXCEEDED, refused, LimitName.SESSION_CREATION,
                    limit));
        }
        assertThat(usage.tallies().values()).isNotEmpty().anySatisfy(
                stats -> assertThat(stats.demand(LimitName.SESSION_CREATION)).isEqualTo(expected));
    }

    @ParameterizedTest(name = "a limit of {0}, {1} refused within a second: {2} wanted")
    @CsvSource(textBlock = """
            25,   1,  26
            25,  30,  55
            25,  75, 100
            25, 500, 100
             1,   1,   2
             1, 900,   4
             0,   9,   4
            """)
    void socketsWanted_areBounded_whenAClientKeepsTrying(int limit, long refused, long wanted) {
        assertThat(UsageEvents.tally(UsageEvents.refused("a", ErrorCode.CONNECTION_LIMIT_EXCEEDED, refused,
                LimitName.CONNECTIONS_PER_CLIENT, limit)).demand(LimitName.CONNECTIONS_PER_CLIENT)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void client_isSound_unlessItWasRefusedForSomethingElseThanALimit(ErrorCode code) {
        boolean sound = switch (code) {
            case RATE_LIMIT_EXCEEDED, CONNECTION_LIMIT_EXCEEDED, SESSION_LIMIT_EXCEEDED, MESSAGE_RATE_LIMIT_EXCEEDED ->
                true;
            case SESSION_EXPIRED, IDLE_TIMEOUT, SERVER_DRAINING, ROOM_NEEDED -> true;
            default -> false;
        };
        assertThat(UsageEvents.tally(UsageEvents.refused("a", code, 1)).isSound()).isEqualTo(sound);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            RATE_LIMIT_EXCEEDED,         CONNECTION_RATE,        CONNECTION_RATE
            RATE_LIMIT_EXCEEDED,                       ,         CONNECTION_RATE
            MESSAGE_RATE_LIMIT_EXCEEDED, MESSAGE_RATE,           MESSAGE_RATE
            SESSION_LIMIT_EXCEEDED,      SESSION_CREATION,       SESSION_CREATION
            CONNECTION_LIMIT_EXCEEDED,   CONNECTIONS_PER_CLIENT, CONNECTIONS_PER_CLIENT
            CONNECTION_LIMIT_EXCEEDED,   CONNECTIONS_TOTAL,      CONNECTIONS_TOTAL
            """)
    void refusal_isOfTheLimitThatRefused(ErrorCode code, @Nullable LimitName said, LimitName expected) {
        ClientWindowStats stats = UsageEvents.tally(UsageEvents.refused("a", code, 1, said, 5));
        for (LimitName limitName : LimitName.values()) {
            assertThat(stats.isRefusedBy(limitName)).isEqualTo(limitName == expected);
            assertThat(stats.wouldBeRefusedBy(limitName)).isFalse();
        }
    }

    @Test
    void candidate_refusesNobody() {
        ClientWindowStats stats = UsageEvents.tally(UsageEvents.opened("a", "11", 1, 1),
                UsageEvents.wouldReject("a", LimitName.CONNECTION_RATE));

        assertThat(stats.wouldBeRefusedBy(LimitName.CONNECTION_RATE)).isTrue();
        assertThat(stats.isRefusedBy(LimitName.CONNECTION_RATE)).isFalse();
        assertThat(stats.attempts()).isEqualTo(1);
        assertThat(stats.rejected()).isEmpty();
        assertThat(stats.isSound()).isTrue();
    }

    @ParameterizedTest(name = "minute from {0} for {1}, published at {2}: {3}")
    @CsvSource(textBlock = """
            240000,  60000, 299999, 299999
            240000,  60000, 300000, 299999
            240000,  60000, 300450, 299999
            240000,  60000, 250000, 250000
            300000,  60000, 359999, 359999
            0,       0,     1000,   0
            900000,  60000, 1000,   1000
            """)
    void activity_belongsToTheWindowOfItsLastInstant(long startMs, long lengthMs, long publishedMs, long happenedMs) {
        var activity = ConnectionActivity.builder("a", Tier.ANONYMOUS).productId("11").windowStartMs(startMs)
                .windowMs(lengthMs).connections(1).connectionsPeak(1).messages(1).sessionMessages(1).build();
        assertThat(ClientUsage.timeMs(activity, publishedMs)).isEqualTo(happenedMs);
    }

    @Test
    void otherEvents_belongToTheirOwnTime() {
        EventEnvelope opened = UsageEvents.opened("a", "11", 1, 1);
        assertThat(ClientUsage.timeMs(opened.event(), 42)).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -1,         0,          0,
            0,          -1,         0,
            0,          0,          -1,
            0,          0,          0,  -1
            2000000000, 0,          0,
            0,          5000000000, 0,
            """)
    void activity_isRefused_whenItMakesNoSense(int peak, long messages, int sessions, @Nullable Integer inWindow) {
        ClientUsage usage = ClientUsage.empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> usage.add(UsageEvents.activity("a", peak, messages, sessions, inWindow)));
        assertThat(usage.tallies()).isEmpty();
    }

    @Test
    void event_isRefused_whenAProductHasANameThatNoneHas() {
        ClientUsage usage = ClientUsage.empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> usage.add(UsageEvents.opened("a", "x".repeat(70_000), 1, 1)));
        assertThat(usage.tallies()).isEmpty();
    }
}
