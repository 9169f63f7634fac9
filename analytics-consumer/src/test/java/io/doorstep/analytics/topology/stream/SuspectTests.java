package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.RuleMode;
import io.doorstep.analytics.anomaly.AnomalyForest;
import io.doorstep.analytics.topology.AbuseSetup;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.topology.suspects.SanctionPublisher;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From what a suspect does to what is published about it. */
class SuspectTests {
    private static final long LEASE_MS = SanctionPublisher.LEASE_WINDOWS * LearnerDriver.WINDOW.toMillis();
    /** Refusals that lead from nothing to the first ban. */
    static final int ENOUGH = 25;
    /** What hammers is fast as well. */
    private static final AbusePolicy HAMMERING_ALONE = new AbusePolicy(Map.of(SanctionRule.RACING, RuleMode.OFF));
    static final AbuseSetup SETUP = new AbuseSetup(HAMMERING_ALONE, _ -> false);

    @TempDir
    Path stateDir;

    private LearnerDriver learner() {
        return learner(SETUP, ReadModels.configured());
    }

    private LearnerDriver learner(AbuseSetup abuse, PublishedState published) {
        LearnerDriver learner = new LearnerDriver(TuningMode.OFF, abuse, stateDir, published, Beginning.anew(1));
        learner.advance(Duration.ofSeconds(10));
        return learner;
    }

    /** It is told to wait, and comes back at once, so often that it climbs to a ban. */
    static void hammer(LearnerDriver learner, String client, int times) {
        for (int i = 0; i < times; i++) {
            learner.publish(DoorEvents.refused(client, 1));
            learner.advance(Duration.ofMillis(10));
        }
    }

    static Sanction only(LearnerDriver learner) {
        List<Sanction> all = all(learner);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static List<Sanction> all(LearnerDriver learner) {
        return learner.sanctions().stream().map(Objects::requireNonNull).toList();
    }

    @Test
    void suspect_isSanctioned_byTheEventThatShowsIt() {
        try (LearnerDriver learner = learner()) {
            int events = 0;
            List<Sanction> sanctions = List.of();
            while (sanctions.isEmpty() && events < ENOUGH) {
                learner.publish(DoorEvents.refused("bad", 1));
                events++;
                sanctions = all(learner);
            }
            Sanction sanction = sanctions.getFirst();
            assertThat(sanction.client()).isEqualTo("bad");
            assertThat(sanction.rule()).isEqualTo(SanctionRule.HAMMERING);
            assertThat(sanction.enforced()).isTrue();
            assertThat(sanction.sinceMs()).isEqualTo(learner.now().toEpochMilli());
            assertThat(sanction.leaseUntilMs()).isEqualTo(learner.now().toEpochMilli() + LEASE_MS);
            assertThat(sanction.evidence()).isNotEmpty()
                    .allSatisfy(number -> assertThat(number.value()).isGreaterThanOrEqualTo(number.bound()));
            assertThat(learner.listener().sanctioned).containsExactly(sanction);
        }
    }

    @Test
    void others_areNotSanctioned() {
        try (LearnerDriver learner = learner()) {
            for (int client = 0; client < 2 * ENOUGH; client++) {
                learner.publish(DoorEvents.opened("c" + client));
                learner.publish(DoorEvents.refused("c" + client, 1));
            }
            assertThat(learner.sanctions()).isEmpty();
        }
    }

    @Test
    void events_areNumberedAndKeyed_byTheirPartition() {
        try (LearnerDriver learner = learner()) {
            hammer(learner, "bad", ENOUGH);
            hammer(learner, "worse", ENOUGH);
            var records = learner.sanctionRecords();
            assertThat(records).hasSizeGreaterThan(2);
            long number = 0;
            for (var record : records) {
                EventEnvelope envelope = Objects.requireNonNull(record.value());
                assertThat(record.key()).isEqualTo(((Sanction) envelope.event()).client());
                assertThat(envelope.source()).isEqualTo("learner-suspects-0");
                assertThat(envelope.sequence()).isEqualTo(++number);
            }
        }
    }

    @Test
    void lease_isRenewedEachWindow_whileTheSanctionLasts() {
        try (LearnerDriver learner = learner()) {
            hammer(learner, "bad", ENOUGH);
            Sanction latest = all(learner).getLast();
            for (int window = 0; window < 5; window++) {
                learner.advance(LearnerDriver.WINDOW.plusSeconds(1));
                Sanction renewed = only(learner);
                assertThat(renewed).isEqualTo(latest.renewed(learner.now().toEpochMilli() + LEASE_MS));
                latest = renewed;
            }
            assertThat(learner.listener().sanctioned).as("a renewal is none").doesNotContain(latest);
        }
    }

    @Test
    void ban_isFollowedByWhatTheRulesSay_andLiftedAtTheLast() {
        try (LearnerDriver learner = learner()) {
            hammer(learner, "bad", ENOUGH);
            SanctionStep highest = all(learner).getLast().step();
            assertThat(highest).isEqualTo(SanctionStep.BANNED);
            learner.advance(Duration.ofMinutes(11));
            Sanction after = all(learner).getLast();
            assertThat(after.step()).isEqualTo(SanctionStep.THROTTLED);
            assertThat(after.limit()).as("0.36 of 50").isEqualTo(18);
            learner.advance(Duration.ofHours(2));
            assertThat(all(learner).getLast().step()).isEqualTo(SanctionStep.LIFTED);
        }
    }

    @Test
    void ladder_outlivesARestart_andWhatAppliesIsRenewedAtOnce() {
        try (LearnerDriver before = learner();
                LearnerDriver after = new LearnerDriver(TuningMode.OFF, SETUP, stateDir, ReadModels.configured(),
                        Beginning.anew(1))) {
            hammer(before, "bad", ENOUGH);
            Sanction latest = all(before).getLast();
            after.takeOver(before);
            after.advance(Duration.between(after.now(), before.now()));
            assertThat(all(after)).containsExactly(latest.renewed(after.now().toEpochMilli() + LEASE_MS));
            after.advance(Duration.ofMinutes(11));
            assertThat(all(after).getLast().step()).as("after the ban").isEqualTo(SanctionStep.THROTTLED);
            hammer(after, "bad", ENOUGH);
            assertThat(all(after).getLast()).satisfies(higher -> {
                assertThat(higher.step()).isEqualTo(SanctionStep.BANNED);
                assertThat(higher.untilMs() - higher.sinceMs()).isGreaterThan(latest.untilMs() - latest.sinceMs());
            });
        }
    }

    @Test
    void numbering_goesOnFromWhatWasPublished_whenTheStoreIsEmpty() {
        LearnerReadModel published = ReadModels.configured();
        ScopeStates.addSanction(published, "learner-suspects-0", 41, Orders.sanction("before", LearnerDriver.START));
        try (LearnerDriver learner = learner(SETUP, published)) {
            hammer(learner, "bad", ENOUGH);
            assertThat(Objects.requireNonNull(learner.sanctionRecords().getFirst().value()).sequence()).isEqualTo(42);
        }
    }

    @Test
    void windowAfterALoss_sanctionsNobody() {
        LearnerReadModel published = ReadModels.configured();
        try (LearnerDriver learner = learner(SETUP, published)) {
            long start = LearnerDriver.START.toEpochMilli();
            ScopeStates.add(published, UsagePattern.builder(Scope.DEFAULT).windowStartMs(start)
                    .windowMs(LearnerDriver.WINDOW.toMillis()).lost(1).build());
            hammer(learner, "bad", ENOUGH);
            assertThat(learner.sanctions()).isEmpty();
            learner.advance(LearnerDriver.WINDOW);
            hammer(learner, "bad", ENOUGH);
            assertThat(learner.sanctions()).as("nothing is missing any more").isNotEmpty();
        }
    }

    @Test
    void eventsWhoseWindowWentOnWithoutThem_sanctionNobody() {
        LearnerReadModel published = ReadModels.configured();
        try (LearnerDriver learner = learner(SETUP, published)) {
            ScopeStates.add(published, UsagePattern.builder(Scope.DEFAULT)
                    .windowStartMs(LearnerDriver.START.toEpochMilli()).windowMs(LearnerDriver.WINDOW.toMillis())
                    .build());
            for (int i = 0; i < ENOUGH; i++) {
                learner.publish(DoorEvents.refused("bad", 1), LearnerDriver.START.plusSeconds(5).plusMillis(i));
            }
            assertThat(learner.sanctions()).isEmpty();
        }
    }

    @Test
    void copies_countOnce() {
        try (LearnerDriver learner = learner()) {
            for (int i = 0; i < ENOUGH; i++) {
                learner.publish(new EventEnvelope("chat-1", 7, learner.now(), DoorEvents.refused("bad", 1)));
            }
            assertThat(learner.sanctions()).isEmpty();
        }
    }

    @Test
    void exemptNetworks_areNotSanctioned_andNoLongerOnceTheyAreExempt() {
        AbuseSetup exempt = new AbuseSetup(HAMMERING_ALONE, "office"::equals);
        try (LearnerDriver before = learner();
                LearnerDriver after = new LearnerDriver(TuningMode.OFF, exempt,
                        stateDir, ReadModels.configured(), Beginning.anew(1))) {
            hammer(before, "office", ENOUGH);
            assertThat(before.sanctions()).isNotEmpty();
            after.takeOver(before);
            after.advance(Duration.between(after.now(), before.now()));
            assertThat(only(after).step()).isEqualTo(SanctionStep.LIFTED);
            hammer(after, "office", ENOUGH);
            assertThat(after.sanctions()).isEmpty();
            hammer(after, "elsewhere", ENOUGH);
            assertThat(after.sanctions()).isNotEmpty();
        }
    }

    @Test
    void shadow_restrictsNobody() {
        AbuseSetup shadow = new AbuseSetup(HAMMERING_ALONE.atMost(RuleMode.SHADOW), _ -> false);
        try (LearnerDriver learner = learner(shadow, ReadModels.configured())) {
            hammer(learner, "bad", ENOUGH);
            assertThat(all(learner)).isNotEmpty().noneMatch(Sanction::enforced);
        }
    }

    @Test
    void off_hearsNobody() {
        AbuseSetup off = new AbuseSetup(HAMMERING_ALONE.atMost(RuleMode.OFF), _ -> false);
        try (LearnerDriver learner = learner(off, ReadModels.configured())) {
            hammer(learner, "bad", ENOUGH);
            assertThat(learner.sanctions()).isEmpty();
            assertThat(learner.suspectsKept()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = RuleMode.class, names = {"OFF", "SHADOW"})
    void enforcedSanction_isLifted_whenItsRuleIsNotEnforcedAnyMore(RuleMode mode) {
        AbuseSetup milder = new AbuseSetup(new AbusePolicy(
                Map.of(SanctionRule.HAMMERING, mode, SanctionRule.RACING, RuleMode.OFF)), _ -> false);
        try (LearnerDriver before = learner();
                LearnerDriver after = new LearnerDriver(TuningMode.OFF, milder, stateDir,
                        ReadModels.configured(), Beginning.anew(1))) {
            hammer(before, "bad", ENOUGH);
            after.takeOver(before);
            after.advance(Duration.between(after.now(), before.now()));
            assertThat(only(after).step()).isEqualTo(SanctionStep.LIFTED);
        }
    }

    @Test
    void whatIsLearnedOfTheSite_isKept() {
        try (LearnerDriver learner = learner()) {
            for (int minute = 0; minute < 30; minute++) {
                learner.publish(DoorEvents.opened("person-" + minute % 7));
                learner.advance(Duration.ofMinutes(1));
            }
            learner.advance(LearnerDriver.WINDOW.plusSeconds(1));

            AnomalyForest.Saved kept = Objects.requireNonNull(learner.forest());
            assertThat(kept.forest().getTotalUpdates()).isGreaterThan(20);
            assertThat(kept.latestMs() - kept.firstMs()).isGreaterThan(Duration.ofMinutes(20).toMillis());
        }
    }
}
