package io.doorstep.chat.admission;

import static io.doorstep.chat.admission.Fixtures.attempt;
import static io.doorstep.chat.admission.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.OverrideChange;
import io.doorstep.chat.limits.OverrideCommand;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionControllerTests {
    private final List<String> heard = new ArrayList<>();
    private final AdmissionListener listener = new AdmissionListener() {
        @Override
        public void onAdmitted(Client client, String productId, String connectionId,
                AdmissionDecision.Permitted decision) {
            heard.add("admitted " + connectionId);
        }

        @Override
        public void onRejected(Client client, @Nullable String productId, Rejection rejection, long revision) {
            heard.add("rejected " + rejection.code() + " " + productId);
        }

        @Override
        public void onFailedOpen(Client client, String part, RuntimeException error) {
            heard.add("failed open " + part);
        }

        @Override
        public void onReset(String operator, @Nullable ClientKey client, long limiters) {
            heard.add("reset by " + operator + " " + client + " " + limiters);
        }

        @Override
        public void onShed(String prefix, long retryAfterMs) {
            heard.add("shed " + prefix + " for " + retryAfterMs);
        }

        @Override
        public void onOverridden(String operator, OverrideChange change) {
            heard.add(change.kind() + " by " + operator);
        }
    };

    private AdmissionController controller(LimiterFactory factory) {
        return controller(factory, listener);
    }

    private static AdmissionController controller(LimiterFactory factory, AdmissionListener told) {
        return controller(Fixtures.limits(2, 25), new Limiters(factory, 1000), told);
    }

    private static AdmissionController controller(EffectiveLimits effectiveLimits, Limiters limiters,
            AdmissionListener told) {
        return new AdmissionController(new Origins(List.of("https://shop.example")),
                Fixtures.pool(effectiveLimits, limiters, 10), effectiveLimits, limiters,
                new AdmissionListeners(List.of(told)));
    }

    private static String outcome(AdmissionDecision decision) {
        return switch (decision) {
            case AdmissionDecision.Rejected(Rejection rejection, _) -> rejection.code().name();
            case AdmissionDecision.Admitted _ -> "admitted";
            case AdmissionDecision.FailedOpen _ -> "failed open";
        };
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # product, session  , origin                , outcome
            11       , s-1      , none                  , admitted
            11       , a.B_c-9  , https://shop.example  , admitted
            11       , s-1      , https://evil.example  , ORIGIN_NOT_ALLOWED
            11       , s-1      , null                  , ORIGIN_NOT_ALLOWED
            ''       , s-1      , none                  , INVALID_PRODUCT_ID
            '1 1'    , s-1      , none                  , INVALID_PRODUCT_ID
            <b>      , s-1      , https://evil.example  , INVALID_PRODUCT_ID
            11       , ''       , none                  , INVALID_SESSION_ID
            11       , ä        , none                  , INVALID_SESSION_ID
            11       , a/b      , none                  , INVALID_SESSION_ID
            """)
    void admit_saysWhatIsWrong_cheapChecksFirst(String product, String session, @Nullable String origin,
            String outcome) {
        assertThat(outcome(controller(LimiterFactory.slidingWindow())
                .admit(attempt("192.0.2.1", product, session, origin), "c"))).isEqualTo(outcome);
    }

    @Test
    void ids_mayHave64Characters() {
        var controller = controller(LimiterFactory.slidingWindow());
        assertThat(outcome(controller.admit(attempt("192.0.2.1", "p".repeat(64), "s".repeat(64), null), "c")))
                .isEqualTo("admitted");
        assertThat(outcome(controller.admit(attempt("192.0.2.1", "p".repeat(65), "s", null), "c")))
                .isEqualTo("INVALID_PRODUCT_ID");
    }

    @Test
    void malformedAttempts_useNoQuota_andTheirIdsReachNoListener() {
        var controller = controller(LimiterFactory.slidingWindow());
        for (int i = 0; i < 10; i++) {
            controller.admit(attempt("192.0.2.1", "bad id\n", "s", null), "c");
        }
        assertThat(outcome(controller.admit(attempt("192.0.2.1", "11", "s", null), "c1"))).isEqualTo("admitted");
        assertThat(heard).hasSize(11).contains("admitted c1").allMatch(line -> !line.contains("bad"));
    }

    @Test
    void everythingPasses_andIsReported_whenLimitersThrow() {
        var controller = controller(Fixtures.BROKEN);
        assertThat(outcome(controller.admit(attempt("192.0.2.1", "11", "s", null), "c1"))).isEqualTo("failed open");
        assertThat(controller.admitMessage(client("192.0.2.1"), "11", "s")).isEmpty();
        assertThat(controller.admitSession(client("192.0.2.1"), "11")).isEmpty();
        assertThat(heard).containsExactly("failed open connection_rate", "admitted c1", "failed open message_rate",
                "failed open session_creation");
    }

    @Test
    void messages_areCountedPerSession_sessionsPerClient() {
        var controller = controller(LimiterFactory.slidingWindow());
        for (String session : List.of("a", "b")) {
            assertThat(controller.admitMessage(client("192.0.2.1"), "11", session)).isEmpty();
            assertThat(controller.admitMessage(client("192.0.2.1"), "11", session)).isEmpty();
            assertThat(controller.admitMessage(client("192.0.2.1"), "11", session).map(Rejection::code))
                    .contains(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED);
        }
        controller.admitSession(client("192.0.2.1"), "11");
        controller.admitSession(client("192.0.2.1"), "12");
        Optional<Rejection> third = controller.admitSession(client("192.0.2.1"), "13");
        assertThat(third.map(Rejection::message)).contains("Session limit reached: 2 sessions per hour");
    }

    @Test
    void reset_givesAClientItsQuotaBack_andIsAudited() {
        EffectiveLimits effectiveLimits = Fixtures.limits(2, 25);
        Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);
        var controller = controller(effectiveLimits, limiters, listener);
        for (int i = 0; i < 3; i++) {
            controller.admit(attempt("192.0.2.1", "11", "s", null), "c");
        }
        heard.clear();
        assertThat(Fixtures.orders(effectiveLimits, limiters, listener).reset("olga", ClientKey.ofAddress("192.0.2.1")))
                .isEqualTo(1);
        assertThat(outcome(controller.admit(attempt("192.0.2.1", "11", "s", null), "c"))).isEqualTo("admitted");
        assertThat(heard.getFirst()).isEqualTo("reset by olga ip:192.0.2.1 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"MESSAGE_RATE", "SESSION_CREATION"})
    void everybodyPasses_whenALimitIsSwitchedOff_untilItIsOnAgain(LimitName name) {
        EffectiveLimits effectiveLimits = Fixtures.limits(2, 25);
        Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);
        var controller = controller(effectiveLimits, limiters, listener);
        OperatorOrders orders = Fixtures.orders(effectiveLimits, limiters, listener);
        orders.override(new OverrideCommand.SwitchOff(name), new SetBy("olga", Instant.EPOCH));
        for (int i = 0; i < 10; i++) {
            assertThat(admitOne(controller, name)).isEmpty();
        }
        orders.override(new OverrideCommand.SwitchOn(name), new SetBy("olga", Instant.EPOCH));
        assertThat(admitOne(controller, name)).isEmpty();
        assertThat(admitOne(controller, name)).isEmpty();
        assertThat(admitOne(controller, name)).isPresent();
        assertThat(heard).startsWith("SWITCHED_OFF by olga", "SWITCHED_ON by olga").hasSize(3);
    }

    private static Optional<Rejection> admitOne(AdmissionController controller, LimitName name) {
        return name == LimitName.MESSAGE_RATE
                ? controller.admitMessage(client("192.0.2.1"), "11", "s")
                : controller.admitSession(client("192.0.2.1"), "11");
    }

    @Test
    void messages_areHeardOf_withTheirOutcome() {
        List<MessageOutcome> outcomes = new ArrayList<>();
        AdmissionListener counting = new AdmissionListener() {
            @Override
            public void onMessage(Client client, String productId, String sessionId, MessageOutcome outcome) {
                outcomes.add(outcome);
            }
        };
        for (LimiterFactory factory : List.of(LimiterFactory.slidingWindow(), Fixtures.BROKEN)) {
            var controller = controller(factory, counting);
            for (int i = 0; i < 3; i++) {
                controller.admitMessage(client("192.0.2.1"), "11", "s");
            }
        }
        assertThat(outcomes).containsExactly(MessageOutcome.ADMITTED, MessageOutcome.ADMITTED, MessageOutcome.REJECTED,
                MessageOutcome.FAILED_OPEN, MessageOutcome.FAILED_OPEN, MessageOutcome.FAILED_OPEN);
    }

    @Test
    void sheds_areHeardOf() {
        controller(LimiterFactory.slidingWindow()).shed("192.0.2.0/24", 5000);
        assertThat(heard).containsExactly("shed 192.0.2.0/24 for 5000");
    }

    @Test
    void aListenerThatThrows_keepsNobodyOut() {
        AdmissionListener broken = new AdmissionListener() {
            @Override
            public void onAdmitted(Client client, String productId, String connectionId,
                    AdmissionDecision.Permitted decision) {
                throw new IllegalStateException("broken listener");
            }
        };
        EffectiveLimits effectiveLimits = Fixtures.limits(2, 25);
        Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 10);
        var controller = new AdmissionController(new Origins(List.of()), Fixtures.pool(effectiveLimits, limiters, 10),
                effectiveLimits,
                limiters, new AdmissionListeners(List.of(broken, listener)));
        assertThat(outcome(controller.admit(attempt("192.0.2.1", "11", "s", null), "c1"))).isEqualTo("admitted");
        assertThat(heard).containsExactly("admitted c1");
    }
}
