package io.doorstep.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.LimitName;
import io.doorstep.events.LimitsReset;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientUsageTests {
    private static final Scope ANONYMOUS = Scope.tier(Tier.ANONYMOUS);

    @Test
    void opened_countsInEveryScopeItBelongsTo() {
        ClientUsage usage = ClientUsage.empty().add(UsageEvents.opened("a", "11", 3, 70));

        assertThat(usage.tallies()).containsOnlyKeys(Scope.DEFAULT, ANONYMOUS, Scope.country("DE"),
                Scope.product("11"));
        assertThat(usage.tallies().values()).allSatisfy(stats -> {
            assertThat(stats.attempts()).isEqualTo(1);
            assertThat(stats.admitted()).isEqualTo(1);
            assertThat(stats.demand(LimitName.CONNECTIONS_PER_CLIENT)).isEqualTo(3);
            assertThat(stats.poolPeak()).isEqualTo(70);
        });
    }

    @Test
    void aLimitOfItsNetwork_tellsNothingOfWhatAClientWanted() {
        ClientWindowStats stats = UsageEvents.tally(
                ofNetwork(ErrorCode.RATE_LIMIT_EXCEEDED, LimitName.CONNECTION_RATE, 400),
                ofNetwork(ErrorCode.CONNECTION_LIMIT_EXCEEDED, LimitName.CONNECTIONS_PER_CLIENT, 200),
                ofNetwork(ErrorCode.SESSION_LIMIT_EXCEEDED, LimitName.SESSION_CREATION, 40));
        assertThat(stats.attempts()).isEqualTo(6);
        assertThat(stats.rejected()).containsEntry(ErrorCode.RATE_LIMIT_EXCEEDED, 3L);
        assertThat(stats.demand(LimitName.CONNECTIONS_PER_CLIENT)).isZero();
        assertThat(stats.demand(LimitName.SESSION_CREATION)).as("asked for").isEqualTo(3);
        assertThat(LimitName.values()).noneMatch(stats::isRefusedBy);
    }

    private static EventEnvelope ofNetwork(ErrorCode code, LimitName name, int limit) {
        return UsageEvents.envelope(new Violation("a", code, 3, name, limit, 0, 0, "11", Tier.ANONYMOUS, null, 0,
                Violation.NETWORK));
    }

    @Test
    void products_areToldApartAndAddUp() {
        ClientUsage usage = ClientUsage.empty().add(UsageEvents.opened("a", "11", 1, 1))
                .add(UsageEvents.opened("a", "12", 2, 2)).add(UsageEvents.opened("a", "12", 3, 3));

        assertThat(tally(usage, Scope.product("11")).attempts()).isEqualTo(1);
        assertThat(tally(usage, Scope.product("12")).attempts()).isEqualTo(2);
        assertThat(tally(usage, Scope.DEFAULT).attempts()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            RATE_LIMIT_EXCEEDED,         true
            CONNECTION_LIMIT_EXCEEDED,   true
            INVALID_PRODUCT_ID,          true
            INVALID_SESSION_ID,          true
            ORIGIN_NOT_ALLOWED,          true
            CLIENT_SANCTIONED,           true
            SESSION_EXPIRED,             true
            SESSION_FOR_OTHER_PRODUCT,   true
            SERVER_DRAINING,             true
            SESSION_LIMIT_EXCEEDED,      false
            MESSAGE_RATE_LIMIT_EXCEEDED, false
            INVALID_MESSAGE,             false
            MESSAGE_TOO_LARGE,           false
            IDLE_TIMEOUT,                false
            ROOM_NEEDED,                 false
            """)
    void refusal_isAnAttempt_whenItAnswersOne(ErrorCode code, boolean attempt) {
        ClientWindowStats stats = tally(ClientUsage.empty().add(UsageEvents.refused("a", code, 7)), Scope.DEFAULT);

        assertThat(stats.attempts()).isEqualTo(attempt ? 7 : 0);
        assertThat(stats.demand(LimitName.CONNECTION_RATE)).as("whom a sanction refuses teaches nothing of demand")
                .isEqualTo(code == ErrorCode.CLIENT_SANCTIONED ? 0 : attempt ? 7 : 0);
        assertThat(stats.rejected()).containsExactly(Map.entry(code, 7L));
        assertThat(stats.admitted()).isZero();
    }

    @Test
    void peak_includesSocketsRefusedTogether_butNotRetries() {
        ClientUsage usage = ClientUsage.empty();
        for (EventCount refused : List.of(new EventCount(1), new EventCount(5), new EventCount(1))) {
            usage = usage.add(UsageEvents.refused("a", ErrorCode.CONNECTION_LIMIT_EXCEEDED, refused.count(),
                    LimitName.CONNECTIONS_PER_CLIENT, 25));
        }
        assertThat(tally(usage, Scope.DEFAULT).demand(LimitName.CONNECTIONS_PER_CLIENT)).isEqualTo(30);
    }

    private record EventCount(long count) {}

    @Test
    void peak_isTheClients_whenThePoolIsFull() {
        ClientUsage usage = ClientUsage.empty().add(UsageEvents.opened("a", "11", 2, 1000)).add(UsageEvents.refused("a",
                ErrorCode.CONNECTION_LIMIT_EXCEEDED, 1, LimitName.CONNECTIONS_TOTAL, 1000));

        assertThat(tally(usage, Scope.DEFAULT).demand(LimitName.CONNECTIONS_PER_CLIENT)).isEqualTo(2);
    }

    @Test
    void otherEvents_changeNothing() {
        var closed = new ConnectionClosed("a", "c", "11", Tier.ANONYMOUS, null, 1, 1000, null, 0, 0);
        for (var event : List.of(closed, new FailedOpen("a", "pool", "E"), new LimitsReset("operator", null, 1))) {
            assertThat(ClientUsage.isUsage(event)).isFalse();
            assertThat(ClientUsage.empty().add(UsageEvents.envelope(event)).tallies()).isEmpty();
        }
    }

    @Test
    void products_areCapped_whenAClientInventsThem() {
        ClientUsage usage = ClientUsage.empty();
        for (int product = 0; product < 100; product++) {
            usage = usage.add(UsageEvents.opened("a", "p" + product, 1, 1));
        }
        assertThat(usage.tallies().keySet()).filteredOn(ClientUsage::isProduct)
                .hasSize(ClientUsage.MOST_PRODUCTS);
        assertThat(tally(usage, Scope.DEFAULT).attempts()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE})
    void violation_isRefused_whenItsCountMakesNoSense(long count) {
        var envelope = UsageEvents.envelope(new Violation("a", ErrorCode.RATE_LIMIT_EXCEEDED, count, null, 0, 0, 0,
                null, Tier.ANONYMOUS, null, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ClientUsage.empty().add(envelope));
    }

    @Test
    void bytes_returnWhatWasWritten() {
        ClientUsage usage = ClientUsage.empty().add(UsageEvents.opened("a", "11", 3, 70))
                .add(UsageEvents.refused("a", ErrorCode.RATE_LIMIT_EXCEEDED, 4));
        assertThat(ClientUsage.fromBytes(usage.toBytes())).usingRecursiveComparison().isEqualTo(usage);
    }

    private static ClientWindowStats tally(ClientUsage usage, Scope scope) {
        return Objects.requireNonNull(usage.tallies().get(scope));
    }
}
