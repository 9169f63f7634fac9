package io.doorstep.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Quantiles;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ScopeUsageTests {
    private static final long WINDOW_MS = 300_000;

    @Test
    void empty_isAPatternOfNothing() {
        assertThat(pattern(ScopeUsage.empty()))
                .isEqualTo(UsagePattern.builder(Scope.DEFAULT).windowMs(WINDOW_MS).build());
    }

    @Test
    void quantiles_weighEachClientTheSame() {
        ScopeUsage usage = ScopeUsage.empty();
        IntStream.rangeClosed(1, 99).forEach(_ -> usage.add(client(2, 0, 1, 1), true));
        usage.add(client(50, 4950, 3, 9), true);

        UsagePattern pattern = pattern(usage);
        assertThat(pattern.clients()).isEqualTo(100);
        assertThat(pattern.attempts()).isEqualTo(99 * 2 + 5000);
        assertThat(pattern.attemptsPerClient()).isEqualTo(new Quantiles(2, 2, 2, 5000, 5000));
        assertThat(pattern.connectionsPerClient().max()).isEqualTo(3);
        assertThat(pattern.poolPeak()).isEqualTo(9);
    }

    @Test
    void client_thatNeverTriedToConnect_countsItsRefusalsAlone() {
        ScopeUsage usage = ScopeUsage.empty();
        usage.add(UsageEvents.tally(UsageEvents.refused("a", ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 3)), true);

        assertThat(pattern(usage).clients()).isZero();
        assertThat(pattern(usage).attemptsPerClient()).isEqualTo(Quantiles.NONE);
        assertThat(pattern(usage).rejected()).containsExactly(Map.entry(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 3L));
    }

    @RepeatedTest(20)
    void merge_isTheFoldOfAll_howeverClientsAreSpread(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        ScopeUsage[] parts = IntStream.range(0, 1 + random.nextInt(12)).mapToObj(_ -> ScopeUsage.empty())
                .toArray(ScopeUsage[]::new);
        ScopeUsage whole = ScopeUsage.empty();
        int clients = random.nextInt(700);
        for (int client = 0; client < clients; client++) {
            ClientWindowStats stats = tally(random);
            parts[random.nextInt(parts.length)].add(stats, true);
            whole.add(stats, true);
        }
        ScopeUsage merged = ScopeUsage.empty();
        for (ScopeUsage part : parts) {
            merged.merge(ScopeUsage.fromBytes(part.toBytes()));
        }
        assertThat(pattern(merged)).isEqualTo(pattern(whole));
        assertThat(pattern(ScopeUsage.fromBytes(merged.toBytes()))).isEqualTo(pattern(whole));
    }

    private static ClientWindowStats tally(Random random) {
        return client(1 + random.nextInt(40), random.nextInt(3), 1 + random.nextInt(30), random.nextInt(1000));
    }

    private static ClientWindowStats client(int admitted, int refused, int connections, int pool) {
        Stream<EventEnvelope> opened = Stream.generate(() -> UsageEvents.opened("a", "11", connections, pool))
                .limit(admitted);
        Stream<EventEnvelope> rejected = refused == 0
                ? Stream.of()
                : Stream.of(UsageEvents.refused("a", ErrorCode.RATE_LIMIT_EXCEEDED, refused));
        return UsageEvents.tally(Stream.concat(opened, rejected).toArray(EventEnvelope[]::new));
    }

    @Test
    void manyClients_stayWithinTheSketchsError() {
        ScopeUsage usage = ScopeUsage.empty();
        int clients = 200_000;
        IntStream.rangeClosed(1, clients).forEach(attempts -> usage.add(client(0, attempts, 1, 1), true));

        UsagePattern pattern = pattern(usage);
        assertThat(pattern.clients()).isEqualTo(clients);
        assertThat(pattern.attemptsPerClient().p99() / clients).isBetween(0.98, 1.0);
        assertThat(pattern.attemptsPerClient().max()).isEqualTo(clients);
        assertThat(usage.toBytes().length).isLessThan(60_000);
    }

    private static UsagePattern pattern(ScopeUsage usage) {
        return usage.toPattern(Scope.DEFAULT, 0, WINDOW_MS, 0);
    }
}
