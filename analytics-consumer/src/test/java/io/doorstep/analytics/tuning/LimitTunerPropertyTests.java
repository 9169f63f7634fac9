package io.doorstep.analytics.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for any evidence; each repetition is a seed. */
class LimitTunerPropertyTests {
    private static final int SEEDS = 300;

    @RepeatedTest(SEEDS)
    void tune_neverLeavesBounds_norMovesMoreThanAStep(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        TuningPolicy policy = policy(random);
        Limits limits = new Limits(new RateLimit(1 + random.nextInt(1500), 1 + random.nextInt(600_000)),
                Limits.DEFAULTS.messageRate(), Limits.DEFAULTS.sessionCreation(), 1 + random.nextInt(1500));
        List<UsagePattern> patterns = patterns(random);

        List<Adjustment> adjustments = LimitTuner.tune(patterns, limits, policy);

        assertThat(adjustments).hasSameSizeAs(TunedLimit.values()).allSatisfy(adjustment -> {
            assertThat(adjustment.reason()).isNotBlank();
            TunedLimit limit = TunedLimit.of(adjustment.limitName());
            double from = limit.number(limits);
            double to = limit.number(adjustment.applyTo(limits));
            assertThat(to).isBetween(Math.min(policy.floor(), from), Math.max(policy.ceiling(), from));
            assertThat(to).isBetween(from - Math.max(1, from * policy.steps().maxLower()),
                    from + Math.max(1, from * policy.steps().maxRelief()));
            assertThat(to == from).isEqualTo(adjustment instanceof Adjustment.Hold);
            assertThat(to > from).isEqualTo(adjustment instanceof Adjustment.Raise);
        });
        assertThat(adjustments).as("a pure function").isEqualTo(LimitTuner.tune(patterns, limits, policy));
    }

    @RepeatedTest(SEEDS)
    void tune_holds_withoutEvidence(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<UsagePattern> patterns = patterns(random);
        long clients = patterns.stream().mapToLong(UsagePattern::clients).sum();

        assertThat(LimitTuner.tune(patterns, Limits.DEFAULTS,
                TuningPolicy.DEFAULTS.withMinimumClients((int) clients + 1)))
                .allSatisfy(adjustment -> assertThat(adjustment).isInstanceOf(Adjustment.Hold.class));
    }

    @RepeatedTest(SEEDS)
    void tune_settles_onSteadyInput(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        TuningPolicy policy = policy(random);
        List<UsagePattern> steady = List.of(pattern(random, 0));
        List<Limits> seen = new ArrayList<>(List.of(Limits.DEFAULTS));
        while (true) {
            Limits next = seen.getLast();
            for (Adjustment adjustment : LimitTuner.tune(steady, seen.getLast(), policy)) {
                next = adjustment.applyTo(next);
            }
            if (next.equals(seen.getLast())) {
                break;
            }
            seen.add(next);
            assertThat(seen).as("steps to rest").hasSizeLessThan(2000);
        }
        for (TunedLimit limit : TunedLimit.values()) {
            int[] numbers = seen.stream().mapToInt(limit::number).toArray();
            assertThat(isMonotonic(numbers)).as("%s goes one way: %s", limit, Arrays.toString(numbers)).isTrue();
        }
    }

    private static boolean isMonotonic(int[] numbers) {
        boolean rising = true;
        boolean falling = true;
        for (int i = 1; i < numbers.length; i++) {
            rising &= numbers[i] >= numbers[i - 1];
            falling &= numbers[i] <= numbers[i - 1];
        }
        return rising || falling;
    }

    private static TuningPolicy policy(Random random) {
        int floor = 1 + random.nextInt(30);
        double maxRaise = 0.01 + random.nextDouble() * 0.5;
        int windows = 1 + random.nextInt(15);
        return new TuningPolicy(List.of(DemandQuantile.values()).get(random.nextInt(4)),
                1 + random.nextDouble() * 4,
                new TuningPolicy.Votes(random.nextInt(40), random.nextInt(400), 1 + random.nextInt(4),
                        1 + random.nextDouble() * 20),
                new TuningPolicy.Memory(windows, 1 + random.nextInt(windows), 0.01 + random.nextDouble() * 0.9,
                        1 + random.nextDouble() * 5),
                new TuningPolicy.Steps(random.nextDouble() * 0.3, maxRaise, maxRaise + random.nextDouble(),
                        0.01 + random.nextDouble() * 0.5),
                floor, floor + random.nextInt(1000), Autonomy.DEFAULTS);
    }

    private static List<UsagePattern> patterns(Random random) {
        List<UsagePattern> patterns = new ArrayList<>();
        int count = random.nextInt(6);
        for (int window = 0; window < count; window++) {
            patterns.add(pattern(random, window));
        }
        return patterns;
    }

    private static UsagePattern pattern(Random random, int window) {
        long windowMs = 1000L + random.nextInt(600_000);
        return UsagePattern.builder(Scope.DEFAULT).windowStartMs(window * windowMs).windowMs(windowMs)
                .clients(random.nextInt(1000)).attempts(random.nextInt(10_000)).admitted(random.nextInt(10_000))
                .rejected(random.nextBoolean()
                        ? Map.of()
                        : Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, (long) random.nextInt(1000),
                                ErrorCode.CONNECTION_LIMIT_EXCEEDED, (long) random.nextInt(1000)))
                .attemptsPerClient(quantiles(random)).connectionsPerClient(quantiles(random))
                .poolPeak(random.nextInt(1000)).build();
    }

    private static Quantiles quantiles(Random random) {
        double[] sorted = random.ints(5, 0, 1 << random.nextInt(1, 20)).asDoubleStream().sorted().toArray();
        return new Quantiles(sorted[0], sorted[1], sorted[2], sorted[3], sorted[4]);
    }
}
