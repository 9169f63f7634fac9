package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Hold;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand.Action;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTests {
    private static final Scope PRODUCT = Scope.product("11");

    @TempDir
    Path stateDir;

    private LearnerDriver learner(TuningMode mode) {
        LearnerDriver learner = new LearnerDriver(mode, stateDir);
        learner.advance(Duration.ofSeconds(10));
        return learner;
    }

    private static LimitsCommand command(String id, Action action, @Nullable Long expected) {
        return new LimitsCommand(id, Scope.DEFAULT, action, Map.of(), null, expected, "ada", null);
    }

    private static LimitsCommand pin(String id, Scope scope, int sockets, @Nullable Long expected) {
        return new LimitsCommand(id, scope, Action.PIN, Map.of(LimitName.CONNECTIONS_PER_CLIENT, sockets), null,
                expected, "ada", null);
    }

    private static void quietWindow(LearnerDriver learner) {
        for (int client = 0; client < 30; client++) {
            learner.publish(DoorEvents.opened("c" + client));
        }
        learner.endWindow();
    }

    private static List<CommandAnswered> answers(List<Event> log) {
        return log.stream().filter(CommandAnswered.class::isInstance).map(CommandAnswered.class::cast).toList();
    }

    @Test
    void pin_isInForceAndInTheRevisionLog_andAnswered() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            learner.command(pin("c1", Scope.DEFAULT, 7, null));

            LimitsRevised revised = learner.revisions().getFirst();
            assertThat(revised.limits().connectionsPerClient()).isEqualTo(7);
            assertThat(revised.kind()).isEqualTo(RevisionKind.PINNED);
            assertThat(revised.hold()).isEqualTo(Hold.PINNED);
            assertThat(revised.author()).isEqualTo("ada");
            assertThat(learner.revisionLog()).containsExactly(revised,
                    new CommandAnswered("c1", Scope.DEFAULT, Action.PIN,
                            true, 1, "pinned: connections per client 7", "ada"));
        }
    }

    /** Stores whose changelogs are gone: what readers have seen is not said again under lower numbers, a pin holds on. */
    @Test
    void numberingAndHolds_goOnFromWhatWasPublished_whenTheStoresAreEmpty() {
        LearnerReadModel published = ReadModels.configured();
        Limits pinned = Limits.DEFAULTS.withConnectionsPerClient(7);
        LimitsRevised before = new LimitsRevised(Scope.DEFAULT, 16, 0, Limits.DEFAULTS, "ada", "before", List.of());
        LimitsRevised latest = new LimitsRevised(Scope.DEFAULT, 17, 16, pinned, "ada", "pinned", List.of(),
                RevisionKind.PINNED, null, Hold.PINNED);
        published.add(new EventEnvelope(Counters.SOURCE, 99, Instant.EPOCH, before));
        published.add(new EventEnvelope(Counters.SOURCE, 100, Instant.EPOCH, latest));
        try (LearnerDriver learner = new LearnerDriver(TuningMode.ENFORCE, stateDir, published)) {
            learner.advance(Duration.ofSeconds(10));
            quietWindow(learner);
            assertThat(learner.revisions()).as("pinned as before").isEmpty();
            assertThat(learner.patternEvents().getFirst().sequence()).isEqualTo(101);
            learner.command(command("c1", Action.ROLL_BACK, 17L));
            assertThat(learner.revisions()).singleElement().satisfies(revised -> {
                assertThat(revised.revision()).isEqualTo(18);
                assertThat(revised.predecessor()).isEqualTo(17);
                assertThat(revised.limits()).isEqualTo(Limits.DEFAULTS);
            });
        }
    }

    @Test
    void pinnedLimits_areNotTuned_andAreAgainOnceUnpinned() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            quietWindow(learner);
            assertThat(learner.revisions()).singleElement()
                    .satisfies(tried -> assertThat(tried.candidate()).isNotNull());
            learner.command(pin("c1", Scope.DEFAULT, 30, null));
            quietWindow(learner);
            quietWindow(learner);
            assertThat(learner.revisions()).singleElement()
                    .satisfies(pinned -> assertThat(pinned.candidate()).isNull());

            learner.command(command("c2", Action.UNPIN, null));
            quietWindow(learner);
            assertThat(learner.revisions()).extracting(LimitsRevised::kind).containsExactly(RevisionKind.UNPINNED,
                    RevisionKind.LOWERED);
        }
    }

    @Test
    void rollBack_findsEveryEarlierRevisionOfTheScope() {
        try (LearnerDriver learner = learner(TuningMode.OFF)) {
            learner.command(pin("c1", Scope.DEFAULT, 7, null));
            learner.command(pin("c2", PRODUCT, 3, null));
            learner.command(pin("c3", Scope.DEFAULT, 8, null));
            learner.command(new LimitsCommand("c4", Scope.DEFAULT, Action.ROLL_BACK, Map.of(), 2L, null, "ada", null));
            learner.command(new LimitsCommand("c5", Scope.DEFAULT, Action.ROLL_BACK, Map.of(), 1L, null, "ada", null));
            learner.publish(
                    new LimitsCommand("c6", Scope.DEFAULT, Action.ROLL_BACK, Map.of(), null, null, "ada", null));

            List<LimitsRevised> revisions = learner.revisions();
            assertThat(revisions).extracting(LimitsRevised::revision).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(revisions).extracting(LimitsRevised::predecessor).containsExactly(0L, 0L, 1L, 3L, 4L);
            assertThat(revisions).extracting(revised -> revised.limits().connectionsPerClient())
                    .containsExactly(7, 3, 8, 7, 8);
            assertThat(answers(learner.revisionLog())).extracting(CommandAnswered::accepted)
                    .containsExactly(true, true, true, false, true, true);
        }
    }

    @Test
    void staleCommand_isRefused_andNothingIsRevised() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            learner.command(pin("c1", Scope.DEFAULT, 7, 0L));
            learner.command(pin("c2", Scope.DEFAULT, 8, 0L));

            assertThat(learner.revisions()).hasSize(1);
            assertThat(answers(learner.revisionLog()).getLast()).isEqualTo(new CommandAnswered("c2", Scope.DEFAULT,
                    Action.PIN, false, 1, "revision 1 of default is in force, not 0", "ada"));
        }
    }

    @Test
    void sameCommandAgain_isAnsweredAgain_andDoneOnce() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            learner.command(pin("c1", Scope.DEFAULT, 7, null));
            learner.command(pin("c2", Scope.DEFAULT, 8, null));
            learner.command(pin("c1", Scope.DEFAULT, 7, null));
            learner.command(pin("c1", Scope.DEFAULT, 9, null));

            assertThat(learner.revisions()).hasSize(2);
            List<CommandAnswered> answers = answers(learner.revisionLog());
            assertThat(answers.get(2)).isEqualTo(answers.getFirst());
            assertThat(answers.get(3).accepted()).isFalse();
            assertThat(answers.get(3).reason()).isEqualTo("this id was that of another command");
        }
    }

    @Test
    void sameIdAgain_isANewCommand_afterADay() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            learner.command(pin("c1", Scope.DEFAULT, 7, null));
            learner.advance(AnsweredCommands.REMEMBERED.plusSeconds(1));
            learner.command(pin("c2", Scope.DEFAULT, 8, null));
            learner.command(pin("c1", Scope.DEFAULT, 9, null));

            assertThat(learner.revisions()).hasSize(3);
        }
    }

    @Test
    void answers_areRememberedUpToABound_theOldestGoFirst() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            for (int i = 0; i <= AnsweredCommands.MOST; i++) {
                learner.command(command("c" + i, Action.THAW, null));
                learner.advance(Duration.ofMillis(1));
            }
            assertThat(learner.answered("c0")).isFalse();
            assertThat(learner.answered("c1")).isTrue();
        }
    }

    @Test
    void frozenLimits_stayAsTheyAre_untilTheyAreThawed() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            learner.command(command("c1", Action.FREEZE, null));
            quietWindow(learner);
            assertThat(learner.revisions()).extracting(LimitsRevised::hold).containsExactly(Hold.FROZEN);
            learner.command(command("c2", Action.THAW, null));
            quietWindow(learner);
            assertThat(learner.revisions()).extracting(LimitsRevised::kind).containsExactly(RevisionKind.THAWED,
                    RevisionKind.RAISED);
        }
    }

    @Test
    void senselessCommand_isADeadLetter_andTheNextIsDone() {
        try (LearnerDriver learner = learner(TuningMode.ENFORCE)) {
            learner.publishRaw(Topic.COMMANDS, "io.doorstep.limits.command.v1", "{\"id\":\"c1\",\"numbers\":{}}");
            learner.publishRaw(Topic.COMMANDS, "io.doorstep.limits.command.v1", "nonsense");
            learner.publishRaw(Topic.COMMANDS, "io.doorstep.tomorrow.v1", "{}");
            learner.command(pin("c2", Scope.DEFAULT, 7, null));

            assertThat(learner.listener().unreadable).isEqualTo(2);
            assertThat(learner.revisions()).hasSize(1);
        }
    }
}
