package io.doorstep.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.Evidence;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.Impact;
import io.doorstep.events.LimitName;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.WouldReject;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.topics.Topics;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * From usage to a candidate in shadow, from an attack to its enforcement where lower numbers are accepted for good, from a
 * good client that it refuses to the roll back: on the topics, at the learner and at the door.
 */
@ExtendWith(KafkaBrokerExtension.class)
class TuningLoopTests {
    /** As the learner of {@link LearningTests} has it. */
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final int CONFIGURED = 10;
    private static final int CANDIDATE = 5;
    /** More than the candidate and no more than what was configured, with one visit that slips into the next window. */
    private static final int BUSY = 7;
    /** More than three times what was configured. */
    private static final int FAR_TOO_OFTEN = 50;

    private static final List<String> REGULARS = addresses("10.1.0.", 20);
    private static final List<String> ATTACKERS = List.of("10.2.0.1", "10.3.0.1");
    private static final String BUSY_ONE = "10.5.0.1";

    private static List<String> addresses(String network, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> network + i).toList();
    }

    @Test
    void aCandidate_isTried_enforcedAgainstAnAttack_andRolledBack_whereItRefusesOneGoodClient(StoppableBroker broker,
            @TempDir Path data) {
        try (var learner = RunningLearner.start(data, RunningChat.at(broker),
                "doorstep.tuning.headroom=1", "doorstep.tuning.floor=" + CANDIDATE,
                "doorstep.tuning.minimum-clients=15",
                "doorstep.tuning.memory-windows=40", "doorstep.tuning.steps.max-lower=0.9",
                "doorstep.tuning.trial.depth=0.5", "doorstep.tuning.trial.windows=2",
                "doorstep.tuning.trial.good-clients=20", "doorstep.tuning.trial.rest=20",
                "doorstep.tuning.accept=lower");
                RunningChat chat = RunningChat.with(RunningChat.at(broker), "doorstep.trusted-proxies=127.0.0.1",
                        "doorstep.limits.connection-rate.limit=" + CONFIGURED,
                        "doorstep.limits.connection-rate.window=2s");
                Places places = new Places(broker, learner, chat);
                Topics violations = new Topics(broker, Topic.VIOLATIONS);
                Topics patterns = new Topics(broker, Topic.PATTERNS);
                Crowd crowd = new Crowd(chat, WINDOW)) {
            crowd.come(REGULARS, 1);
            LimitsRevised tried = places.await(RevisionKind.TRIED, CONFIGURED);
            assertThat(requireNonNull(tried.candidate()).connectionRate().limit()).isEqualTo(CANDIDATE);
            assertThat(places.atTheDoor().at("/candidate/connection_rate/limit").intValue()).isEqualTo(CANDIDATE);

            crowd.comeOnce(BUSY_ONE, BUSY);
            violations.await("what the candidate would have refused", envelope -> envelope
                    .event() instanceof WouldReject would && would.limitName() == LimitName.CONNECTION_RATE);
            assertThat(violations.of(WouldReject.class)).allMatch(would -> would.limit() == CANDIDATE
                    && would.limitsRevision() == tried.revision());
            assertThat(violations.of(WouldReject.class).stream().map(WouldReject::client).distinct()).hasSize(1);
            patterns.await("the window of it", envelope -> envelope.event() instanceof UsagePattern pattern
                    && met(pattern).wouldReject() == 1 && met(pattern).refused() == 0);

            crowd.come(ATTACKERS, FAR_TOO_OFTEN);
            LimitsRevised enforced = places.await(RevisionKind.ENFORCED, CANDIDATE);
            assertThat(enforced.reason()).contains("an attack, and in ", " windows in shadow");
            assertThat(enforced.lease()).as("below what was configured").isNotNull();
            crowd.come(BUSY_ONE, BUSY);
            await().until(
                    () -> crowd.lastVisits(BUSY_ONE).contains("RATE_LIMIT_EXCEEDED " + CANDIDATE));

            LimitsRevised rolledBack = places.await(RevisionKind.ROLLED_BACK, CONFIGURED);
            Impact impact = requireNonNull(evidence(rolledBack).impact());
            assertThat(impact.unit()).isEqualTo(Impact.Unit.ATTEMPTS);
            assertThat(impact.windows()).as("not in one").isGreaterThan(1);
            assertThat(impact.share()).isGreaterThan(impact.bound()).isEqualTo(evidence(rolledBack).collateral());
            assertThat(rolledBack.reason()).contains(impact.refused() + " of " + impact.good() + " good attempts");
            assertThat(rolledBack.lease()).isNull();
            patterns.await("a window of it", envelope -> envelope.event() instanceof UsagePattern pattern
                    && met(pattern).refused() == 1 && met(pattern).refusedAttempts() > 0);
            await().untilAsserted(() -> assertThat(crowd.lastVisits(BUSY_ONE))
                    .isEqualTo(Collections.nCopies(BUSY, "connected")));
            places.requireAnUnbrokenChain();
        }
    }

    private static GoodClientImpact met(UsagePattern pattern) {
        return pattern.scope().equals(Scope.DEFAULT)
                ? pattern.collateral().stream().filter(met -> met.limitName() == LimitName.CONNECTION_RATE).findFirst()
                        .orElseThrow()
                : new GoodClientImpact(LimitName.CONNECTION_RATE, 0, 0, 0, 0, 0);
    }

    private static Evidence evidence(LimitsRevised revised) {
        return revised.evidence().stream().filter(one -> one.limitName() == LimitName.CONNECTION_RATE).findFirst()
                .orElseThrow();
    }

    /** Where a revision is seen: on both topics, at the learner, and at the door. */
    private static final class Places implements AutoCloseable {
        private final Topics limits;
        private final Topics revisionLog;
        private final ConfigurableApplicationContext learner;
        private final RunningChat chat;

        Places(KafkaBroker broker, ConfigurableApplicationContext learner, RunningChat chat) {
            limits = new Topics(broker, Topic.LIMITS);
            revisionLog = new Topics(broker, Topic.REVISION_LOG);
            this.learner = learner;
            this.chat = chat;
        }

        /** Awaits the first revision of a kind in all of them, and the effective number with it. */
        LimitsRevised await(RevisionKind kind, int connections) {
            limits.await("on the topic of the limits", envelope -> isOf(kind, envelope.event()));
            LimitsRevised revised = limits.of(LimitsRevised.class).stream().filter(one -> isOf(kind, one)).findFirst()
                    .orElseThrow();
            revisionLog.await("in the revision log", envelope -> envelope.event().equals(revised));
            assertThat(revised.limits().connectionRate().limit()).isEqualTo(connections);
            Awaitility.await().untilAsserted(() -> {
                JsonNode view = atTheLearner();
                assertThat(view.at("/in_force/default/limits/connection_rate/limit").intValue())
                        .isEqualTo(connections);
                assertThat(StreamSupport.stream(view.path("revisions").spliterator(), false))
                        .anyMatch(one -> one.path("revision").longValue() == revised.revision()
                                && one.path("reason").stringValue("").equals(revised.reason()));
                assertThat(atTheDoor().path("revision").longValue()).isGreaterThanOrEqualTo(revised.revision());
                assertThat(atTheDoor().at("/limits/connection_rate/limit").intValue()).isEqualTo(connections);
            });
            return revised;
        }

        private static boolean isOf(RevisionKind kind, Object event) {
            return event instanceof LimitsRevised revised && revised.kind() == kind;
        }

        JsonNode atTheDoor() {
            return chat.status().at("/limits/scopes/0");
        }

        private JsonNode atTheLearner() {
            URI uri = URI.create("http://127.0.0.1:"
                    + learner.getEnvironment().getRequiredProperty("local.server.port") + "/api/limits");
            return RunningChat.json(chat.send(HttpRequest.newBuilder(uri).header("Authorization",
                    "Basic " + Base64.getEncoder()
                            .encodeToString("operator:test".getBytes(StandardCharsets.UTF_8)))));
        }

        void requireAnUnbrokenChain() {
            List<LimitsRevised> revisions = revisionLog.of(LimitsRevised.class);
            assertThat(revisions).extracting(LimitsRevised::revision)
                    .isEqualTo(IntStream.rangeClosed(1, revisions.size()).mapToObj(Long::valueOf).toList());
            assertThat(revisions).allSatisfy(revised -> {
                assertThat(revised.predecessor()).isEqualTo(revised.revision() - 1);
                assertThat(revised.author()).isEqualTo("learner");
                assertThat(revised.reason()).isNotBlank();
                assertThat(revised.evidence()).isNotEmpty();
            });
        }

        @Override
        public void close() {
            limits.close();
            revisionLog.close();
        }
    }
}
