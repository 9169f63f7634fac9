package io.doorstep.chat.admission;

import static io.doorstep.chat.admission.Fixtures.attempt;
import static io.doorstep.chat.admission.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.OverrideCommand;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.LimitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What runs in shadow is told to listeners, and to nobody else. */
class CandidateTests {
    private static final SetBy OLGA = new SetBy("olga", Instant.EPOCH);

    private final List<ShadowRejection> shadow = new ArrayList<>();
    private final List<Integer> sessions = new ArrayList<>();
    private int rejected;
    private final AdmissionListener listener = new AdmissionListener() {
        @Override
        public void onWouldReject(Client client, String productId, ShadowRejection refusal) {
            shadow.add(refusal);
        }

        @Override
        public void onRejected(Client client, @Nullable String productId, Rejection rejection, long revision) {
            rejected++;
        }

        @Override
        public void onSessionOpened(Client client, String productId, int inLimitWindow) {
            sessions.add(inLimitWindow);
        }
    };

    private final EffectiveLimits effectiveLimits = Fixtures.limits(5, 4);

    private AdmissionController controller(LimiterFactory factory) {
        Limiters limiters = new Limiters(factory, 1000);
        return new AdmissionController(new Origins(List.of()), Fixtures.pool(effectiveLimits, limiters, 10),
                effectiveLimits, limiters,
                listener);
    }

    private static void connect(AdmissionController controller, int times) {
        IntStream.range(0, times).forEach(_ -> controller.admit(attempt("192.0.2.1", "11", "s", null), "c"));
    }

    @Test
    void attemptsThatAreAdmitted_areToldOf_whereTheCandidateOfTheRateWouldHaveRefused() {
        Fixtures.tryOut(effectiveLimits, 2, 2, 2, 4);
        connect(controller(LimiterFactory.slidingWindow()), 4);
        assertThat(shadow).containsExactly(new ShadowRejection(LimitName.CONNECTION_RATE, 2, 300_000, 7),
                new ShadowRejection(LimitName.CONNECTION_RATE, 2, 300_000, 7));
        assertThat(rejected).isZero();
    }

    @Test
    void socketsPastTheCandidate_areToldOf_andThoseThatAreRefusedAreNot() {
        Fixtures.tryOut(effectiveLimits, 5, 2, 2, 3);
        connect(controller(LimiterFactory.slidingWindow()), 6);
        assertThat(shadow).containsExactly(new ShadowRejection(LimitName.CONNECTIONS_PER_CLIENT, 3, 0, 7));
        assertThat(rejected).isEqualTo(2);
    }

    @Test
    void messagesAndSessions_areToldOfToo() {
        Fixtures.tryOut(effectiveLimits, 5, 1, 1, 4);
        var controller = controller(LimiterFactory.slidingWindow());
        for (int i = 0; i < 3; i++) {
            controller.admitMessage(client("192.0.2.1"), "11", "s");
            controller.admitSession(client("192.0.2.1"), "11");
        }
        controller.admitMessage(client("192.0.2.1"), "11", "t");
        assertThat(shadow).containsExactly(new ShadowRejection(LimitName.MESSAGE_RATE, 1, 60_000, 7),
                new ShadowRejection(LimitName.SESSION_CREATION, 1, 3_600_000, 7));
        assertThat(rejected).isEqualTo(2);
    }

    @Test
    void nothingIsToldOf_withoutACandidate_norOfALimitThatIsOff_norOfResilience4jsLimiter() {
        connect(controller(LimiterFactory.slidingWindow()), 4);
        Fixtures.tryOut(effectiveLimits, 1, 1, 1, 4);
        connect(controller(LimiterFactory.fixedCycle()), 4);
        var controller = controller(LimiterFactory.slidingWindow());
        Fixtures.orders(effectiveLimits, new Limiters(LimiterFactory.slidingWindow(), 1), listener)
                .override(new OverrideCommand.SwitchOff(LimitName.CONNECTION_RATE), OLGA);
        connect(controller, 4);
        assertThat(shadow).isEmpty();
    }

    @Test
    void sessions_areCountedInTheWindowOfTheirLimit_unlessNothingCountsThem() {
        var controller = controller(LimiterFactory.slidingWindow());
        for (int i = 0; i < 3; i++) {
            controller.admitSession(client("192.0.2.1"), "11");
        }
        controller.admitSession(client("192.0.2.2"), "11");
        Fixtures.orders(effectiveLimits, new Limiters(LimiterFactory.slidingWindow(), 1), listener)
                .override(new OverrideCommand.SwitchOff(LimitName.SESSION_CREATION), OLGA);
        controller.admitSession(client("192.0.2.1"), "11");
        controller(Fixtures.BROKEN).admitSession(client("192.0.2.1"), "11");
        assertThat(sessions).containsExactly(1, 2, 1, 0, 0);
    }
}
