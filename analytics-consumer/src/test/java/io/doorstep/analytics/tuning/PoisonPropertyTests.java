package io.doorstep.analytics.tuning;

import static io.doorstep.analytics.tuning.LimitTunerTests.withRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of windows whose clients are drawn at random, some of them poisoned. */
class PoisonPropertyTests {
    private static final TuningPolicy POLICY = TuningPolicy.DEFAULTS;
    private static final int WINDOWS = 300;
    private static final int SEEDS = 40;

    /** How a poisoned client behaves, told the limit that is in force. */
    @FunctionalInterface
    private interface Poison {
        int attempts(int limit, Random random);
    }

    @ParameterizedTest
    @CsvSource({"0.05", "0.10", "0.20", "0.40"})
    void poison_raisesNoLimitBeyondTheSpread_whateverItDoes(double share) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Poison poison = poison(seed);
            for (int first : new int[]{10, 50}) {
                Days days = days(new Random(seed), 20 + 10 * seed, share, poison, first);
                double bound = Math.max(first, POLICY.headroom() * POLICY.votes().spread() * days.highestMedian());

                assertThat(days.limits()).as("seed %s, from %s", seed, first)
                        .allSatisfy(limit -> assertThat((double) limit).isLessThanOrEqualTo(bound));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.05", "0.10", "0.20"})
    void poison_ofAFewOfManyClients_isBoundedByWhatPeopleDo(double share) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(days(new Random(seed), 200, share, poison(seed), 10).highestMedian()).as("seed " + seed)
                    .isLessThanOrEqualTo(3);
        }
    }

    private static Poison poison(int seed) {
        return switch (seed % 4) {
            case 0 -> (limit, _) -> limit - 1;
            case 1 -> (limit, random) -> limit + random.nextInt(2 * limit);
            case 2 -> (_, random) -> 1 + random.nextInt(2000);
            default -> (_, _) -> 400;
        };
    }

    @ParameterizedTest
    @CsvSource({"30", "60", "200", "1000"})
    void limit_settles_withoutSwinging_whereTrafficIsSteadyButRandom(int clients) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Integer> settled = days(new Random(seed), clients, 0, (_, _) -> 0, 50).limits().subList(100, WINDOWS);

            assertThat(settled).as("seed " + seed).allSatisfy(limit -> assertThat(limit).isBetween(10, 50));
            assertThat(turns(settled)).as("turns of %s, seed %s", settled, seed).isLessThanOrEqualTo(30);
        }
    }

    /** How often a limit that was going one way goes the other. */
    private static long turns(List<Integer> limits) {
        int[] steps = IntStream.range(1, limits.size()).map(i -> Integer.signum(limits.get(i) - limits.get(i - 1)))
                .filter(step -> step != 0).toArray();
        return IntStream.range(1, steps.length).filter(i -> steps[i] != steps[i - 1]).count();
    }

    /** @param highestMedian the most that half of the clients of a window stayed within */
    private record Days(List<Integer> limits, double highestMedian) {}

    private static Days days(Random random, int clients, double share, Poison poison, int first) {
        double highestMedian = 1;
        List<Integer> limits = new ArrayList<>();
        List<UsagePattern> patterns = new ArrayList<>();
        Limits limitsNow = withRate(first);
        for (int window = 0; window < WINDOWS; window++) {
            int limit = limitsNow.connectionRate().limit();
            patterns.add(pattern(random, window, clients, share, poison, limit));
            highestMedian = Math.max(highestMedian, patterns.getLast().attemptsPerClient().p50());
            limitsNow = LimitTunerTests.rate(List.copyOf(POLICY.remembered(patterns)), limitsNow, POLICY)
                    .applyTo(limitsNow);
            limits.add(limitsNow.connectionRate().limit());
        }
        return new Days(limits, highestMedian);
    }

    private static UsagePattern pattern(Random random, int window, int clients, double share, Poison poison,
            int limit) {
        int poisoned = (int) (clients * share);
        int[] counts = IntStream.range(0, clients)
                .map(client -> client < poisoned ? poison.attempts(limit, random) : person(random)).sorted().toArray();
        long attempts = Arrays.stream(counts).sum();
        long refused = Arrays.stream(counts).map(count -> Math.max(0, count - limit)).sum();
        return UsagePattern.builder(Scope.DEFAULT).windowStartMs(window * 300_000L).windowMs(300_000).clients(clients)
                .attempts(attempts).admitted(attempts - refused)
                .rejected(refused == 0 ? Map.of() : Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, refused))
                .attemptsPerClient(new Quantiles(at(counts, 0.5), at(counts, 0.9), at(counts, 0.99), at(counts, 0.999),
                        counts[clients - 1]))
                .poolPeak(1).build();
    }

    private static int person(Random random) {
        return Math.clamp(Math.round(Math.exp(random.nextGaussian(0.55, 0.75))), 1, 40);
    }

    private static int at(int[] sorted, double rank) {
        return sorted[(int) Math.ceil(rank * sorted.length) - 1];
    }
}
