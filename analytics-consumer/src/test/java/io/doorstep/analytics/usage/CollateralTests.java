package io.doorstep.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.LimitName;
import io.doorstep.events.Quantiles;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CollateralTests {
    private static final Map<LimitName, Integer> REFERENCES = Map.of(LimitName.CONNECTION_RATE, 50,
            LimitName.CONNECTIONS_PER_CLIENT, 25, LimitName.MESSAGE_RATE, 30, LimitName.SESSION_CREATION, 5);

    private final WindowUsage window = new WindowUsage();

    private void client(EventEnvelope... events) {
        ClientUsage usage = ClientUsage.empty();
        Stream.of(events).forEach(usage::add);
        window.add(usage);
    }

    private static EventEnvelope[] opened(int times, EventEnvelope... more) {
        return Stream.concat(Stream.generate(() -> UsageEvents.opened("a", "11", 1, 1)).limit(times),
                Arrays.stream(more)).toArray(EventEnvelope[]::new);
    }

    private static EventEnvelope overTheRate(long times) {
        return UsageEvents.refused("a", ErrorCode.RATE_LIMIT_EXCEEDED, times, LimitName.CONNECTION_RATE, 20);
    }

    private UsagePattern pattern(Scope scope) {
        return pattern(Objects.requireNonNull(window.scopes().get(scope)));
    }

    private static UsagePattern pattern(ScopeUsage usage) {
        return usage.toPattern(Scope.DEFAULT, 0, 300_000, 0, REFERENCES);
    }

    private static GoodClientImpact of(UsagePattern pattern, LimitName limitName) {
        return pattern.collateral().stream().filter(met -> met.limitName() == limitName).findFirst().orElseThrow();
    }

    @Test
    void goodClients_areThoseWithinTheReference_refusedForNothingButALimit() {
        client(opened(3));
        client(opened(20, overTheRate(30)));
        client(opened(20, overTheRate(31)));
        client(opened(2, UsageEvents.refused("a", ErrorCode.ORIGIN_NOT_ALLOWED, 1)));
        client(opened(12, UsageEvents.wouldReject("a", LimitName.CONNECTION_RATE)));
        client(opened(60, UsageEvents.wouldReject("a", LimitName.CONNECTION_RATE)));

        assertThat(of(pattern(Scope.DEFAULT), LimitName.CONNECTION_RATE))
                .isEqualTo(new GoodClientImpact(LimitName.CONNECTION_RATE, 50, 3, 1, 1, 3, 65, 30));
        assertThat(of(pattern(Scope.DEFAULT), LimitName.CONNECTIONS_PER_CLIENT))
                .isEqualTo(new GoodClientImpact(LimitName.CONNECTIONS_PER_CLIENT, 25, 5, 0, 0, 1, 5, 0));
        assertThat(of(pattern(Scope.DEFAULT), LimitName.MESSAGE_RATE))
                .isEqualTo(new GoodClientImpact(LimitName.MESSAGE_RATE, 30, 0, 0, 0, 0));
    }

    @Test
    void client_isNotGoodInAnyScope_whenItWasRefusedForSomethingElseInOne() {
        client(UsageEvents.opened("a", "12", 1, 1), UsageEvents.refused("a", ErrorCode.CLIENT_SANCTIONED, 1));

        assertThat(of(pattern(Scope.product("12")), LimitName.CONNECTION_RATE))
                .isEqualTo(new GoodClientImpact(LimitName.CONNECTION_RATE, 50, 0, 0, 0, 1));
    }

    @Test
    void demandInside_isShownOfThoseWhoHadAny() {
        client(UsageEvents.activity("a", 1, 4, 0, null));
        client(UsageEvents.activity("b", 1, 31, 1, 2),
                UsageEvents.refused("b", ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 1, LimitName.MESSAGE_RATE, 30));
        client(opened(1));

        UsagePattern pattern = pattern(Scope.DEFAULT);
        assertThat(pattern.clients()).isEqualTo(1);
        assertThat(pattern.attempts()).isEqualTo(1);
        assertThat(pattern.messagesPerSession()).isEqualTo(new Quantiles(4, 31, 31, 31, 31));
        assertThat(pattern.sessionsPerClient()).isEqualTo(new Quantiles(2, 2, 2, 2, 2));
        assertThat(of(pattern, LimitName.MESSAGE_RATE))
                .isEqualTo(new GoodClientImpact(LimitName.MESSAGE_RATE, 30, 1, 0, 0, 1, 4, 0));
    }

    @Test
    void refusedClient_isMet_evenWhereItsDemandIsInAnotherWindow() {
        client(UsageEvents.refused("b", ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 1, LimitName.MESSAGE_RATE, 30));

        assertThat(of(pattern(Scope.DEFAULT), LimitName.MESSAGE_RATE))
                .isEqualTo(new GoodClientImpact(LimitName.MESSAGE_RATE, 30, 1, 1, 0, 0, 1, 1));
    }

    @Test
    void limit_withoutAReference_hasNoCollateral() {
        client(opened(1));
        assertThat(Objects.requireNonNull(window.scopes().get(Scope.DEFAULT)).toPattern(Scope.DEFAULT, 0, 1000, 0)
                .collateral()).isEmpty();
    }

    @RepeatedTest(20)
    void collateral_isExact_forAsManyClientsAsAreCounted(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        ScopeUsage merged = ScopeUsage.empty();
        int clients = 1 + random.nextInt(CountSketch.K);
        long good = 0;
        long refused = 0;
        long attempts = 0;
        long refusedAttempts = 0;
        for (int i = 0; i < clients; i++) {
            int admitted = 1 + random.nextInt(70);
            int over = random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 0;
            ScopeUsage part = ScopeUsage.empty();
            part.add(UsageEvents.tally(over == 0 ? opened(admitted) : opened(admitted, overTheRate(over))), true);
            merged.merge(ScopeUsage.fromBytes(part.toBytes()));
            good += admitted + over <= 50 ? 1 : 0;
            refused += over > 0 && admitted + over <= 50 ? 1 : 0;
            attempts += admitted + over <= 50 ? admitted + over : 0;
            refusedAttempts += admitted + over <= 50 ? over : 0;
        }
        assertThat(of(pattern(merged), LimitName.CONNECTION_RATE))
                .isEqualTo(new GoodClientImpact(LimitName.CONNECTION_RATE, 50, good, refused, 0, clients - good,
                        attempts, refusedAttempts));
    }

    @Test
    void collateral_ofVeryMany_staysWithinTheSketchsError() {
        ScopeUsage usage = ScopeUsage.empty();
        int clients = 100_000;
        for (int i = 0; i < clients; i++) {
            usage.add(UsageEvents.tally(overTheRate(1 + i % 100)), true);
        }
        GoodClientImpact met = of(pattern(usage), LimitName.CONNECTION_RATE);
        assertThat(met.goodClients() / (double) clients).isBetween(0.49, 0.51);
        assertThat(met.refused() / (double) clients).isBetween(0.49, 0.51);
        assertThat(met.goodClients() + met.otherClients()).isEqualTo(clients);
    }
}
