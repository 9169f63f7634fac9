package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
import io.doorstep.events.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTests {
    @TempDir
    Path stateDir;

    /** One socket for each of so many clients, who are content with few: the limit of 25 sockets comes down. */
    private static void quietWindow(LearnerDriver learner, int clients) {
        for (int client = 0; client < clients; client++) {
            learner.publish(DoorEvents.opened("c" + client));
        }
        learner.endWindow();
    }

    private LearnerDriver learner(TuningMode mode) {
        LearnerDriver learner = new LearnerDriver(mode, stateDir);
        learner.advance(Duration.ofSeconds(10));
        return learner;
    }

    @Test
    void revisions_areNumbered_andEachNamesItsPredecessor() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            quietWindow(learner, 30);
            quietWindow(learner, 30);
            quietWindow(learner, 30);

            List<LimitsRevised> revisions = learner.revisions();
            assertThat(revisions).extracting(LimitsRevised::revision).containsExactly(1L, 2L, 3L);
            assertThat(revisions).extracting(LimitsRevised::predecessor).containsExactly(0L, 1L, 2L);
            assertThat(revisions).extracting(LimitsRevised::kind).containsExactly(RevisionKind.RAISED,
                    RevisionKind.TRIED, RevisionKind.TRIED);
            assertThat(revisions).extracting(revised -> revised.limits().connectionsPerClient()).containsOnly(25);
            assertThat(revisions).extracting(RevisionTests::triedSockets).containsExactly(20, 16, 13);
            assertThat(revisions.getFirst()).satisfies(revised -> {
                assertThat(revised.scope()).isEqualTo(Scope.DEFAULT);
                assertThat(revised.author()).isEqualTo("learner");
                assertThat(revised.reason()).contains("connections per client tried at 20: p999 of clients wants 1");
                assertThat(revised.evidence()).extracting("limitName").contains(LimitName.CONNECTIONS_PER_CLIENT);
            });
        }
    }

    private static int triedSockets(LimitsRevised revised) {
        return Objects.requireNonNull(revised.candidate()).connectionsPerClient();
    }

    @Test
    void revisions_areInTheRevisionLogToo() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            quietWindow(learner, 30);
            quietWindow(learner, 30);

            assertThat(learner.revisionLog()).isEqualTo(new ArrayList<Event>(learner.revisions())).hasSize(2);
        }
    }

    @Test
    void limits_areRaised_whenMostAreRefused() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            for (int client = 0; client < 30; client++) {
                learner.publish(DoorEvents.opened("c" + client));
                learner.publish(DoorEvents.refused("c" + client, 10));
            }
            learner.endWindow();

            assertThat(learner.revisions()).singleElement()
                    .extracting(revised -> revised.limits().connectionRate().limit()).isEqualTo(100);
        }
    }

    private static final Scope ANONYMOUS = Scope.tier(Tier.ANONYMOUS);

    private LearnerDriver learnerOf(ScopeLimits... scopes) {
        LearnerDriver learner = new LearnerDriver(TuningMode.ENFORCE, stateDir, ReadModels.configured(scopes));
        learner.advance(Duration.ofSeconds(10));
        return learner;
    }

    private static List<LimitsRevised> of(List<LimitsRevised> revisions, Scope scope) {
        return revisions.stream().filter(revised -> revised.scope().equals(scope)).toList();
    }

    @Test
    void aScopeThatTheSettingsName_isTunedOnItsOwn_fromItsNumber() {
        try (LearnerDriver learner = learnerOf(new ScopeLimits(ANONYMOUS, Map.of(LimitName.CONNECTION_RATE, 30)))) {
            for (int client = 0; client < 30; client++) {
                learner.publish(DoorEvents.opened("c" + client));
                learner.publish(DoorEvents.refused("c" + client, 10));
            }
            learner.endWindow();

            List<LimitsRevised> revisions = learner.revisions();
            assertThat(revisions).extracting(LimitsRevised::scope)
                    .containsExactlyInAnyOrder(Scope.DEFAULT, ANONYMOUS);
            assertThat(of(revisions, ANONYMOUS)).singleElement().satisfies(revised -> {
                assertThat(revised.limits().connectionRate().limit()).as("twice its own").isEqualTo(60);
                assertThat(revised.limits().messageRate()).isEqualTo(Limits.DEFAULTS.messageRate());
                assertThat(revised.lease()).as("above its own number, though below everybody's").isNull();
            });
            assertThat(of(revisions, Scope.DEFAULT)).singleElement()
                    .extracting(revised -> revised.limits().connectionRate().limit()).isEqualTo(100);
        }
    }

    @Test
    void aScope_neverGoesBelowItsOwnNumber_byItself() {
        try (LearnerDriver learner = learnerOf(
                new ScopeLimits(ANONYMOUS, Map.of(LimitName.CONNECTIONS_PER_CLIENT, 40)))) {
            for (int i = 0; i < 5; i++) {
                quietWindow(learner, 30);
            }

            assertThat(of(learner.revisions(), ANONYMOUS)).isNotEmpty()
                    .allSatisfy(revised -> assertThat(revised.limits().connectionsPerClient()).isEqualTo(40))
                    .extracting(RevisionTests::triedSockets).contains(32);
        }
    }

    @Test
    void aScopeThatNobodyNames_isNotTuned() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            quietWindow(learner, 30);

            assertThat(learner.revisions()).extracting(LimitsRevised::scope).containsOnly(Scope.DEFAULT);
        }
    }

    @Test
    void nothing_isRevised_withoutEvidence() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            quietWindow(learner, 5);

            assertThat(learner.revisions()).isEmpty();
            assertThat(learner.listener().tuned.getFirst().adjustments())
                    .allSatisfy(adjustment -> assertThat(adjustment).isInstanceOf(Adjustment.Hold.class));
        }
    }

    @Test
    void shadow_triesCandidates_andEnforcesNothing() {
        try (LearnerDriver learner = learner(TuningMode.SHADOW)) {
            quietWindow(learner, 30);
            quietWindow(learner, 30);

            assertThat(learner.revisions()).hasSize(2).allSatisfy(revised -> {
                assertThat(revised.kind()).isEqualTo(RevisionKind.TRIED);
                assertThat(revised.limits()).isEqualTo(Limits.DEFAULTS);
            }).extracting(RevisionTests::triedSockets).containsExactly(20, 16);
        }
    }

    @Test
    void off_publishesPatternsAlone() {
        try (LearnerDriver learner = learner(TuningMode.OFF)) {
            quietWindow(learner, 30);

            assertThat(learner.patterns()).isNotEmpty();
            assertThat(learner.revisions()).isEmpty();
            assertThat(learner.listener().tuned).isEmpty();
        }
    }

    @Test
    void sequences_ofPatternsAndRevisionsAreOneCount() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            quietWindow(learner, 30);
            quietWindow(learner, 30);

            List<Long> sequences = Stream.concat(learner.patternEvents().stream(), learner.limitEvents().stream())
                    .map(EventEnvelope::sequence).sorted().toList();
            assertThat(sequences).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        }
    }
}
