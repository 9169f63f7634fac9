package io.doorstep.chat.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Hold;
import io.doorstep.events.Lease;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EffectiveLimitsTests {
    private static final Client GERMAN = new Client(ClientKey.ofAddress("192.0.2.1"), Tier.ANONYMOUS, "DE");

    private static final SetBy OLGA = new SetBy("olga", Instant.EPOCH);

    private final EffectiveLimits effectiveLimits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(5, 1000));

    private static LimitsRevised revision(Scope scope, long number, int connections) {
        return new LimitsRevised(scope, number, number - 1,
                Limits.DEFAULTS.withConnectionRate(RateLimit.of(connections, Duration.ofMinutes(5))), "learner", "test",
                List.of());
    }

    private int connectionsFor(String product) {
        return effectiveLimits.limitsFor(GERMAN, product).limits().connectionRate().limit();
    }

    @Test
    void limitsFor_returnsTheConfigured_untilARevisionComes() {
        assertThat(effectiveLimits.limitsFor(GERMAN, "11"))
                .isEqualTo(new ClientLimits(Scope.DEFAULT, Limits.DEFAULTS, 0));
        effectiveLimits.apply(revision(Scope.DEFAULT, 1, 60));
        assertThat(connectionsFor("11")).isEqualTo(60);
        assertThat(effectiveLimits.byDefault().revision()).isEqualTo(1);
    }

    @Test
    void limitsFor_prefersTheMostSpecificScope() {
        effectiveLimits.apply(revision(Scope.tier(Tier.ANONYMOUS), 1, 61));
        assertThat(connectionsFor("11")).isEqualTo(61);
        effectiveLimits.apply(revision(Scope.country("DE"), 2, 62));
        assertThat(connectionsFor("11")).isEqualTo(62);
        effectiveLimits.apply(revision(Scope.product("11"), 3, 63));
        assertThat(connectionsFor("11")).isEqualTo(63);
        assertThat(connectionsFor("12")).isEqualTo(62);
    }

    @Test
    void apply_ignoresWhatIsNotNewer() {
        effectiveLimits.apply(revision(Scope.DEFAULT, 5, 60));
        assertThat(effectiveLimits.apply(revision(Scope.DEFAULT, 5, 70)))
                .isInstanceOf(EffectiveLimits.Revision.Stale.class);
        assertThat(effectiveLimits.apply(revision(Scope.DEFAULT, 4, 70)))
                .isInstanceOf(EffectiveLimits.Revision.Stale.class);
        assertThat(connectionsFor("11")).isEqualTo(60);
    }

    @Test
    void apply_clampsToTheBoundsOfThisInstance() {
        assertThat(effectiveLimits.apply(revision(Scope.DEFAULT, 1, 1))).isInstanceOfSatisfying(
                EffectiveLimits.Revision.Applied.class,
                applied -> assertThat(applied.clamped()).isTrue());
        assertThat(connectionsFor("11")).isEqualTo(5);
        effectiveLimits.apply(revision(Scope.DEFAULT, 2, 1_000_000));
        assertThat(connectionsFor("11")).isEqualTo(1000);
    }

    private static Limits numbers(int connections, int messages, int sessions, int perClient) {
        return new Limits(RateLimit.of(connections, Duration.ofMinutes(5)),
                RateLimit.of(messages, Duration.ofMinutes(1)), RateLimit.of(sessions, Duration.ofHours(1)), perClient);
    }

    private static LimitsRevised trial(long number, Limits candidate) {
        return new LimitsRevised(Scope.DEFAULT, number, number - 1, Limits.DEFAULTS, "learner", "test", List.of(),
                RevisionKind.TRIED, candidate, Hold.FROZEN);
    }

    private @Nullable Limits candidate() {
        return effectiveLimits.limitsFor(GERMAN, "11").candidate();
    }

    @Test
    void apply_bringsTheCandidate_andTheNextRevisionTakesItAway() {
        effectiveLimits.apply(trial(1, numbers(20, 10, 5, 8)));
        assertThat(effectiveLimits.byDefault()).isEqualTo(new ClientLimits(Scope.DEFAULT, Limits.DEFAULTS, 1,
                numbers(20, 10, 5, 8), RevisionKind.TRIED, Hold.FROZEN, null));
        effectiveLimits.apply(revision(Scope.DEFAULT, 2, 50));
        assertThat(candidate()).isNull();
    }

    @Test
    void aCandidate_staysWithinTheBounds_andTheLimitsInForce_underTheirWindows() {
        effectiveLimits.apply(trial(1, numbers(1, 400, 7, 2).withMessageRate(RateLimit.of(400, Duration.ofHours(1)))));
        assertThat(candidate()).as("50, 30, 5 and 25 are in force; 5 is the floor").isEqualTo(numbers(5, 30, 5, 5));
    }

    @Test
    void aCandidate_thatWouldRefuseNobody_isNone() {
        effectiveLimits.apply(trial(1, numbers(50, 40, 6, 30)));
        assertThat(candidate()).isNull();
    }

    @Test
    void noCandidateRuns_whileAnOperatorsNumbersAreInForce() {
        effectiveLimits.apply(trial(1, numbers(20, 10, 5, 8)));
        override(connections(7));
        assertThat(candidate()).isNull();
        effectiveLimits.apply(trial(2, numbers(19, 10, 5, 8)));
        assertThat(candidate()).isNull();
        override(new OverrideCommand.Release());
        assertThat(candidate()).isEqualTo(numbers(19, 10, 5, 8));
    }

    private void override(OverrideCommand command) {
        effectiveLimits.override(command, OLGA);
    }

    private static OverrideCommand connections(int limit) {
        return new OverrideCommand.SetLimits(
                limits -> limits.withConnectionRate(limits.connectionRate().withLimit(limit)));
    }

    @Test
    void override_holdsInAllScopes_withoutBounds_andSaysWhatHolds() {
        effectiveLimits.apply(revision(Scope.product("11"), 1, 60));
        OverrideChange change = effectiveLimits.override(connections(1), OLGA);
        assertThat(change.kind()).isEqualTo(LimitsOverridden.Change.SET);
        assertThat(change.inForce()).isEqualTo(effectiveLimits.byDefault().limits());
        assertThat(connectionsFor("11")).isEqualTo(1);
        assertThat(connectionsFor("12")).isEqualTo(1);
        assertThat(effectiveLimits.limitsFor(GERMAN, "11").revision()).isEqualTo(1);
        assertThat(effectiveLimits.override().numbers()).extracting(numbers -> numbers.by().operator())
                .isEqualTo("olga");
    }

    @Test
    void override_startsFromWhatIsInForceByDefault() {
        effectiveLimits.apply(revision(Scope.DEFAULT, 1, 60));
        override(new OverrideCommand.SetLimits(limits -> limits.withConnectionsPerClient(3)));
        assertThat(connectionsFor("11")).isEqualTo(60);
        override(connections(7));
        assertThat(effectiveLimits.byDefault().limits().connectionsPerClient()).isEqualTo(3);
        override(new OverrideCommand.SetLimits(_ -> effectiveLimits.configured()));
        assertThat(effectiveLimits.byDefault().limits()).isEqualTo(Limits.DEFAULTS);
    }

    @Test
    void revisions_areRecordedBeneathAnOverride_andInForceOnceItIsReleased() {
        override(connections(7));
        assertThat(effectiveLimits.apply(revision(Scope.DEFAULT, 5, 60)))
                .isInstanceOf(EffectiveLimits.Revision.Applied.class);
        assertThat(effectiveLimits.apply(revision(Scope.DEFAULT, 4, 70)))
                .isInstanceOf(EffectiveLimits.Revision.Stale.class);
        effectiveLimits.apply(revision(Scope.product("11"), 6, 61));
        assertThat(connectionsFor("11")).isEqualTo(7);
        assertThat(effectiveLimits.learnedLimits()).hasSize(2);
        override(new OverrideCommand.Release());
        assertThat(connectionsFor("11")).isEqualTo(61);
        assertThat(connectionsFor("12")).isEqualTo(60);
        assertThat(effectiveLimits.byDefault().revision()).isEqualTo(5);
        assertThat(effectiveLimits.override()).isEqualTo(LimitOverride.NONE);
    }

    @Test
    void limits_areOff_fromTheFirstSwitch_untilSwitchedOnOrReleased() {
        override(new OverrideCommand.SwitchOff(LimitName.MESSAGE_RATE));
        OverrideChange change = effectiveLimits.override(new OverrideCommand.SwitchOff(LimitName.MESSAGE_RATE),
                new SetBy("otto", Instant.MAX));
        assertThat(change.limitName()).isEqualTo(LimitName.MESSAGE_RATE);
        assertThat(change.switchedOff()).containsExactly(LimitName.MESSAGE_RATE);
        assertThat(effectiveLimits.override().off()).containsExactly(Map.entry(LimitName.MESSAGE_RATE, OLGA));
        assertThat(effectiveLimits.isOff(LimitName.MESSAGE_RATE)).isTrue();
        assertThat(effectiveLimits.isOff(LimitName.CONNECTION_RATE)).isFalse();
        override(new OverrideCommand.SwitchOff(LimitName.CONNECTION_RATE));
        override(new OverrideCommand.SwitchOn(LimitName.MESSAGE_RATE));
        assertThat(effectiveLimits.isOff(LimitName.MESSAGE_RATE)).isFalse();
        override(new OverrideCommand.Release());
        assertThat(effectiveLimits.isOff(LimitName.CONNECTION_RATE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTIONS_TOTAL", "CONNECTIONS_PER_CLIENT"})
    void whatBoundsFailingOpen_hasNoSwitch(LimitName name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new OverrideCommand.SwitchOff(name));
        assertThatIllegalArgumentException().isThrownBy(() -> new OverrideCommand.SwitchOn(name));
    }

    private static final long WINDOW_MS = 300_000;

    private static LimitsRevised leased(long number, long atMs) {
        Limits numbers = numbers(18, 60, 5, 10);
        return new LimitsRevised(Scope.DEFAULT, number, number - 1, numbers, "learner", "test", List.of(),
                RevisionKind.ENFORCED, null, null, Lease.from(atMs, WINDOW_MS));
    }

    @Test
    void numbersBelowTheConfiguredOnes_lapse_threeWindowsAfterTheLastRenewal() {
        effectiveLimits.apply(leased(1, 0));
        assertThat(effectiveLimits.lapse(3 * WINDOW_MS - 1)).isEmpty();
        assertThat(connectionsFor("11")).isEqualTo(18);
        assertThat(effectiveLimits.lapse(3 * WINDOW_MS)).singleElement()
                .satisfies(lapsed -> assertThat(lapsed.limits()).as("what was raised stays")
                        .isEqualTo(numbers(50, 60, 5, 25)));
        assertThat(connectionsFor("11")).isEqualTo(50);
        assertThat(effectiveLimits.lapse(4 * WINDOW_MS)).as("once").isEmpty();
    }

    @Test
    void aRenewal_isTheSameRevisionWithALaterLease() {
        effectiveLimits.apply(leased(1, 0));
        assertThat(effectiveLimits.apply(leased(1, WINDOW_MS))).isInstanceOf(EffectiveLimits.Revision.Renewed.class);
        assertThat(effectiveLimits.apply(leased(1, 0))).isInstanceOf(EffectiveLimits.Revision.Stale.class);
        assertThat(effectiveLimits.lapse(3 * WINDOW_MS)).isEmpty();
        assertThat(effectiveLimits.lapse(4 * WINDOW_MS)).hasSize(1);
        assertThat(effectiveLimits.apply(leased(1, 4 * WINDOW_MS))).isInstanceOfSatisfying(
                EffectiveLimits.Revision.Renewed.class, renewed -> assertThat(renewed.lapsed()).isTrue());
        assertThat(connectionsFor("11")).isEqualTo(18);
    }

    @ParameterizedTest
    @CsvSource({"449999, false", "450000, true", "900000, true"})
    void aRenewal_isLate_halfAWindowAfterItWasDue(long nowMs, boolean late) {
        effectiveLimits.apply(leased(1, 0));
        effectiveLimits.lapse(nowMs);
        assertThat(Objects.requireNonNull(effectiveLimits.byDefault().lease()).isLate(nowMs)).isEqualTo(late);
    }

    @Test
    void numbersWithoutALease_doNotLapse() {
        effectiveLimits.apply(revision(Scope.DEFAULT, 1, 18));
        assertThat(effectiveLimits.lapse(Long.MAX_VALUE)).isEmpty();
        assertThat(connectionsFor("11")).isEqualTo(18);
    }

    @Test
    void anOperatorsNumbers_stay_whenALeaseBeneathThemEnds() {
        effectiveLimits.apply(leased(1, 0));
        override(connections(7));
        effectiveLimits.lapse(3 * WINDOW_MS);
        assertThat(connectionsFor("11")).isEqualTo(7);
        override(new OverrideCommand.Release());
        assertThat(connectionsFor("11")).isEqualTo(50);
    }
}
