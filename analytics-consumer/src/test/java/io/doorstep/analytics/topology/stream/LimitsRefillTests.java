package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.Replay;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsRefillTests {
    private static final Scope PRODUCT = Scope.product("11");

    @TempDir
    Path stateDir;

    private final LearnerReadModel published = ReadModels.configured();

    @BeforeEach
    void publish() {
        published.add(revised(3, Scope.DEFAULT, 16));
        published.add(revised(4, PRODUCT, 17));
        published.add(revised(5, Scope.DEFAULT, 18));
    }

    private static EventEnvelope revised(long sequence, Scope scope, long revision) {
        return new EventEnvelope(Counters.SOURCE, sequence, Instant.EPOCH, new LimitsRevised(scope, revision, 0,
                Limits.DEFAULTS.withConnectionsPerClient(7), "ada", "because", List.of()));
    }

    private LearnerDriver learner(boolean hasNoLimits) {
        return new LearnerDriver(TuningMode.ENFORCE, stateDir, published,
                new Beginning(1, Replay.NONE, hasNoLimits));
    }

    @Test
    void whatIsInForce_isPublishedOnceMore_asItWas_whereTheTopicIsEmpty() {
        try (LearnerDriver learner = learner(true)) {
            learner.advance(Duration.ofSeconds(1));
            learner.advance(Duration.ofSeconds(1));
            assertThat(learner.limitEvents()).containsExactlyInAnyOrder(revised(4, PRODUCT, 17),
                    revised(5, Scope.DEFAULT, 18));
            assertThat(learner.revisionLog()).as("it is no news").isEmpty();
        }
    }

    @Test
    void nothingIsPublished_whereTheTopicHasThem() {
        try (LearnerDriver learner = learner(false)) {
            learner.advance(Duration.ofSeconds(1));
            assertThat(learner.limitEvents()).isEmpty();
        }
    }

    @Test
    void noneFollows_aNewerOne() {
        try (LearnerDriver learner = learner(true)) {
            learner.command(new LimitsCommand("c1", PRODUCT, LimitsCommand.Action.PIN,
                    Map.of(LimitName.CONNECTIONS_PER_CLIENT, 9), null, null, "ada", null));
            learner.advance(Duration.ofSeconds(1));
            List<EventEnvelope> limits = learner.limitEvents();
            assertThat(limits).hasSize(2).last().isEqualTo(revised(5, Scope.DEFAULT, 18));
            Event first = limits.getFirst().event();
            assertThat(((LimitsRevised) first).revision()).isEqualTo(19);
        }
    }
}
