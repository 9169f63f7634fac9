package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Lease;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand.Action;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers below the configured ones hold for as long as the learner learns. */
class LeaseTests {
    private static final Duration LEASE = LearnerDriver.WINDOW.multipliedBy(Lease.WINDOWS);

    @TempDir
    Path stateDir;

    private final LearnerReadModel published = ReadModels.configured();
    private LearnerDriver learner;
    private int commands;

    @BeforeEach
    void start() {
        learner = new LearnerDriver(TuningMode.ENFORCE, stateDir, published);
        learner.advance(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        learner.close();
    }

    private void command(Action action, Map<LimitName, Integer> numbers) {
        learner.command(new LimitsCommand("c" + ++commands, Scope.DEFAULT, action, numbers, null, null, "ada", null));
    }

    /** What was published is read back. */
    private List<LimitsRevised> revisions() {
        List<EventEnvelope> events = learner.limitEvents();
        events.forEach(published::add);
        return events.stream().map(envelope -> (LimitsRevised) envelope.event()).toList();
    }

    /** 10 sockets, frozen. */
    private LimitsRevised frozen() {
        command(Action.PIN, Map.of(LimitName.CONNECTIONS_PER_CLIENT, 10));
        command(Action.UNPIN, Map.of());
        command(Action.FREEZE, Map.of());
        return revisions().getLast();
    }

    private static long until(LimitsRevised revised) {
        return Objects.requireNonNull(revised.lease()).untilMs();
    }

    private void window() {
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
    }

    @Test
    void whatAnOperatorPins_hasNoLease_andWhatIsNotBelowHasNone() {
        command(Action.PIN, Map.of(LimitName.CONNECTIONS_PER_CLIENT, 10));
        command(Action.PIN, Map.of(LimitName.CONNECTIONS_PER_CLIENT, 30));
        command(Action.UNPIN, Map.of());
        assertThat(revisions()).hasSize(3).allSatisfy(revised -> assertThat(revised.lease()).isNull());
        window();
        assertThat(revisions()).as("nothing to renew").isEmpty();
    }

    @Test
    void aLease_isRenewedByEachWindow_andStaysOutOfTheRevisionLog() {
        LimitsRevised frozen = frozen();
        assertThat(until(frozen)).isEqualTo(learner.now().plus(LEASE).toEpochMilli());
        assertThat(learner.revisionLog()).hasSize(6);
        for (int i = 0; i < 5; i++) {
            window();
            assertThat(revisions()).singleElement().satisfies(renewed -> {
                assertThat(renewed.withLease(null)).isEqualTo(frozen.withLease(null));
                assertThat(until(renewed)).isEqualTo(learner.now().plus(LEASE).toEpochMilli());
            });
        }
        assertThat(learner.revisionLog()).isEmpty();
    }

    @Test
    void aWindowThatIsNotClosed_renewsNothing() {
        frozen();
        window();
        learner.advance(Duration.ofSeconds(1));
        assertThat(revisions()).isNotEmpty();
        learner.outage(LearnerDriver.WINDOW.multipliedBy(2));
        assertThat(revisions()).isEmpty();
    }

    @Test
    void aLearnerThatWasAway_doesNotBringBackWhatHasLapsed() {
        long last = frozen().revision();
        learner.outage(LEASE);
        window();
        assertThat(revisions()).singleElement().satisfies(released -> {
            assertThat(released.revision()).isEqualTo(last + 1);
            assertThat(released.kind()).isEqualTo(RevisionKind.RELEASED);
            assertThat(released.limits()).isEqualTo(Limits.DEFAULTS);
            assertThat(released.reason()).contains("have lapsed");
            assertThat(released.lease()).isNull();
        });
    }
}
