package io.doorstep.analytics;

import io.doorstep.analytics.tuning.Autonomy;
import io.doorstep.analytics.tuning.DemandQuantile;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How limits are learned, {@code doorstep.tuning.*}.
 *
 * @param mode {@code off}: patterns alone; {@code shadow}: candidates run beside the limits, and nothing is enforced;
 *     {@code enforce}: limits are raised, and what is accepted is enforced once it has proven itself in shadow
 * @param window length of the windows that patterns describe, 1 s to 1 day
 * @param grace how long after its end a window waits for events on their way; 0 = not at all
 * @param quantile the client whose demand a limit is made for: {@code p50}, {@code p90}, {@code p99} or
 *     {@code p999}
 * @param headroom what the demand of the clients is multiplied by, 1 to 1000
 * @param spread how many times the demand of the median client counts at most, 1 to 1000
 * @param minimumClients clients in the windows that are remembered below which nothing changes, and in one window
 *     below which they are no crowd; 0 = any number will do
 * @param memoryWindows windows that are remembered, 1 to 100; more of them where they had fewer than the minimum of clients
 * @param floor no limit is tuned below this number, at least 1
 * @param ceiling no limit is tuned above this number, 1 to 1,000,000
 * @param most times the configured number that the learner raises a limit to at most by itself, 1 to 1000
 * @param accept which proposals are accepted without asking: {@code none}; {@code raise}, beyond {@code most};
 *     {@code lower}, below the configured number and against an attack; {@code both}
 * @param steps how far a limit moves at once
 * @param trial when a candidate is enforced, and when it is taken back
 */
record TuningSettings(@DefaultValue("enforce") TuningMode mode,
        @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration window,
        @DefaultValue("800ms") @DurationMin @DurationMax(minutes = 1) Duration grace,
        @DefaultValue("p999") DemandQuantile quantile,
        @DefaultValue("2.0") @DecimalMin("1") @DecimalMax("1000") double headroom,
        @DefaultValue("12") @DecimalMin("1") @DecimalMax("1000") double spread,
        @DefaultValue("20") @Min(0) int minimumClients, @DefaultValue("12") @Min(1) @Max(100) int memoryWindows,
        @DefaultValue("10") @Min(1) int floor, @DefaultValue("500") @Min(1) @Max(1_000_000) int ceiling,
        @DefaultValue("2.0") @DecimalMin("1") @DecimalMax("1000") double most,
        @DefaultValue("none") Autonomy.Accept accept,
        @DefaultValue @Valid Steps steps, @DefaultValue @Valid Trial trial) {

    /**
     * All are shares of the effective number.
     *
     * @param deadBand distance within which nothing changes, 0 to 0.99; 0 = none
     * @param maxRaise the largest raise at once, 0.01 to 1
     * @param maxRelief the largest raise at once while most clients want more and are refused, 0.01 to 10 and at least
     *     the largest raise
     * @param maxLower the largest cut at once, 0.01 to 0.99
     */
    record Steps(@DefaultValue("0.10") @DecimalMin("0") @DecimalMax("0.99") double deadBand,
            @DefaultValue("0.10") @DecimalMin("0.01") @DecimalMax("1") double maxRaise,
            @DefaultValue("1.0") @DecimalMin("0.01") @DecimalMax("10") double maxRelief,
            @DefaultValue("0.20") @DecimalMin("0.01") @DecimalMax("0.99") double maxLower) {

        @AssertTrue(message = "must have a max-relief that is not below its max-raise")
        boolean isOrdered() {
            return maxRaise <= maxRelief;
        }
    }

    /**
     * @param headroom what the demand is multiplied by for a candidate, 1 to 1000
     * @param depth share of the configured number below which nothing is tried, 0 to 1; 0 = down to the floor
     * @param windows windows in a row that a candidate runs in shadow under the bar before it may be enforced, 1 to 1000
     * @param goodClients good clients in them, counted once per window, below which it is not enforced; 0 = any number
     *     will do
     * @param bar share of the good clients of a window that it may refuse, 0 to 1; a single client is never above it
     * @param jump share of the good clients of a window, above that before it was enforced, from which it is rolled back,
     *     0 to 1; a single client is never a jump
     * @param quiet windows in a row without an attack after which what was enforced is taken back, 1 to 1000
     * @param rest windows after a roll back in which nothing is enforced, 0 to 1000; 0 = none
     * @param refusedAttempts share of what good clients asked for since it was enforced, in two windows or more, from which it
     *     is rolled back, 0 to 1; a single client is enough
     */
    record Trial(@DefaultValue("1.25") @DecimalMin("1") @DecimalMax("1000") double headroom,
            @DefaultValue("0.36") @DecimalMin("0") @DecimalMax("1") double depth,
            @DefaultValue("3") @Min(1) @Max(1000) int windows, @DefaultValue("60") @Min(0) int goodClients,
            @DefaultValue("0.005") @DecimalMin("0") @DecimalMax("1") double bar,
            @DefaultValue("0.01") @DecimalMin("0") @DecimalMax("1") double jump,
            @DefaultValue("3") @Min(1) @Max(1000) int quiet, @DefaultValue("12") @Min(0) @Max(1000) int rest,
            @DefaultValue("0.001") @DecimalMin("0") @DecimalMax("1") double refusedAttempts) {}

    @AssertTrue(message = "must have a floor that is not above its ceiling")
    boolean isOrdered() {
        return floor <= ceiling;
    }

    TuningPolicy policy() {
        TuningPolicy usual = TuningPolicy.DEFAULTS;
        var votes = new TuningPolicy.Votes(minimumClients, usual.votes().enoughClients(), usual.votes().sharedBy(),
                spread);
        var memory = new TuningPolicy.Memory(memoryWindows, Math.min(memoryWindows, usual.memory().latest()),
                usual.memory().attackShare(), usual.memory().attackRatio());
        return new TuningPolicy(quantile, headroom, votes, memory, new TuningPolicy.Steps(steps.deadBand,
                steps.maxRaise, steps.maxRelief, steps.maxLower), floor, ceiling, new Autonomy(most, accept));
    }

    TrialPolicy trialPolicy() {
        return new TrialPolicy(trial.headroom, trial.depth, trial.windows, trial.goodClients, trial.bar, trial.jump,
                trial.quiet, trial.rest, trial.refusedAttempts);
    }
}
