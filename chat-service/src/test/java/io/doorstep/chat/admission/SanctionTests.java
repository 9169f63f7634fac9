package io.doorstep.chat.admission;

import static io.doorstep.chat.admission.Fixtures.attempt;
import static io.doorstep.chat.admission.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.sanction.Restrictions;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sanction is the first check after ids and origin. */
class SanctionTests {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("test");
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final String LOUD = "192.0.2.1";
    private static final String QUIET = "192.0.2.2";

    private Instant now = START;
    private final List<String> heard = new ArrayList<>();
    private final AdmissionListener listener = new AdmissionListener() {
        @Override
        public void onRejected(Client client, @Nullable String productId, Rejection rejection, long revision) {
            heard.add("rejected " + rejection.code());
        }

        @Override
        public void onFailedOpen(Client client, String part, RuntimeException error) {
            heard.add("failed open " + part);
        }
    };
    private final EffectiveLimits effectiveLimits = Fixtures.limits(5, 25);
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);
    private final Sanctions sanctions = new Sanctions(PSEUDONYMS, LIFETIME, () -> now);
    private final ConnectionPool pool = new ConnectionPool(effectiveLimits, limiters,
            new PoolSettings(100, 25, Duration.ofSeconds(12), new NetworkFactor(2)));
    private final AdmissionController controller = controller(sanctions);

    private AdmissionController controller(Restrictions restrictions) {
        return new AdmissionController(new Origins(List.of()), pool, effectiveLimits, limiters, restrictions,
                new AdmissionListeners(List.of(listener)));
    }

    private void sanction(ClientKey client, SanctionStep step, @Nullable Integer limit, boolean enforced) {
        sanctions.apply(new Sanction(PSEUDONYMS.of(client), SanctionRule.HAMMERING, step, enforced, limit,
                now.toEpochMilli(), now.plusSeconds(600).toEpochMilli(), now.plusSeconds(900).toEpochMilli(), List.of(),
                null, null), now);
    }

    private void ban(String address) {
        sanction(ClientKey.ofAddress(address), SanctionStep.BANNED, null, true);
    }

    private @Nullable Rejection admit(Attempt attempt) {
        return controller.admit(attempt, "c") instanceof AdmissionDecision.Rejected(Rejection why, _) ? why : null;
    }

    private long admitted(String address, int attempts) {
        return IntStream.range(0, attempts).filter(_ -> admit(attempt(address, "11", "s", null)) == null).count();
    }

    @Test
    void aBannedClient_isToldTheRuleTheEndAndTheWait_andOthersAreNot() {
        ban(LOUD);
        now = now.plusSeconds(60);
        assertThat(admit(attempt(LOUD, "11", "s", null))).satisfies(rejection -> {
            assertThat(rejection.code()).isEqualTo(ErrorCode.CLIENT_SANCTIONED);
            assertThat(rejection.rule()).isEqualTo(SanctionRule.HAMMERING);
            assertThat(rejection.message()).contains("2026-01-02T03:14:05Z");
            assertThat(rejection.retryAfterMs()).isEqualTo(540_000);
            assertThat(rejection.code().reconnect()).isTrue();
        });
        assertThat(admit(attempt(QUIET, "11", "s", null))).isNull();
        assertThat(heard).containsExactly("rejected CLIENT_SANCTIONED");
    }

    @Test
    void aBan_usesNeitherSlotNorQuota_andEndsByItself() {
        ban(LOUD);
        assertThat(admitted(LOUD, 20)).isZero();
        assertThat(pool.house().connections()).isZero();
        assertThat(limiters.size()).as("it has not even a limiter").isZero();
        now = now.plusSeconds(600);
        assertThat(admitted(LOUD, 20)).as("all that it has in a window").isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # product, session, origin               , why
            ''       , s      , none                 , INVALID_PRODUCT_ID
            11       , ''     , none                 , INVALID_SESSION_ID
            11       , s      , https://evil.example , ORIGIN_NOT_ALLOWED
            11       , s      , none                 , CLIENT_SANCTIONED
            """)
    void idsAndOrigin_areCheckedBefore(String product, String session, @Nullable String origin, ErrorCode why) {
        ban(LOUD);
        assertThat(admit(attempt(LOUD, product, session, origin))).extracting(Rejection::code).isEqualTo(why);
    }

    @Test
    void aBan_isToldBeforeAnyLimit() {
        assertThat(admitted(LOUD, 20)).isEqualTo(5);
        ban(LOUD);
        assertThat(admit(attempt(LOUD, "11", "s", null))).extracting(Rejection::code)
                .isEqualTo(ErrorCode.CLIENT_SANCTIONED);
    }

    @Test
    void aBannedClient_isGivenNoSession_andItsQuotaIsLeft() {
        ban(LOUD);
        for (int i = 0; i < 5; i++) {
            assertThat(controller.admitSession(client(LOUD), "11").map(Rejection::code))
                    .contains(ErrorCode.CLIENT_SANCTIONED);
        }
        now = now.plusSeconds(600);
        assertThat(controller.admitSession(client(LOUD), "11")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # strict, admitted of 20 where 5 are configured
            1       , 1
            3       , 3
            5       , 5
            18      , 5
            """)
    void aThrottledClient_hasTheStrictNumber_neverMoreThanOthers(int strict, long admitted) {
        sanction(ClientKey.ofAddress(LOUD), SanctionStep.THROTTLED, strict, true);
        assertThat(admitted(LOUD, 20)).isEqualTo(admitted);
        assertThat(admit(attempt(LOUD, "11", "s", null))).satisfies(rejection -> {
            assertThat(rejection.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
            assertThat(rejection.limit()).isEqualTo((int) admitted);
            assertThat(rejection.scope()).isEqualTo("client");
        });
        assertThat(admitted(QUIET, 20)).isEqualTo(5);
    }

    @Test
    void aThrottle_endsWithTheSanction_whateverWasUsed() {
        sanction(ClientKey.ofAddress(LOUD), SanctionStep.THROTTLED, 2, true);
        assertThat(admitted(LOUD, 20)).isEqualTo(2);
        now = now.plusSeconds(600);
        assertThat(admitted(LOUD, 20)).as("the other three of five").isEqualTo(3);
    }

    @Test
    void aThrottle_countsWhatWasUsedBefore() {
        assertThat(admitted(LOUD, 3)).isEqualTo(3);
        sanction(ClientKey.ofAddress(LOUD), SanctionStep.THROTTLED, 3, true);
        assertThat(admitted(LOUD, 20)).isZero();
    }

    /** Two times 5 is what a network has; two times 1 would not be enough for its neighbour. */
    @Test
    void aThrottle_isNotItsNetworks() {
        Client loud = new Client(ClientKey.ofAddress("2001:db8:1:1::/64"), Tier.ANONYMOUS, null);
        Client neighbour = new Client(ClientKey.ofAddress("2001:db8:1:2::/64"), Tier.ANONYMOUS, null);
        assertThat(loud.network()).isNotNull().isEqualTo(neighbour.network());
        sanction(loud.key(), SanctionStep.THROTTLED, 1, true);
        for (int i = 0; i < 4; i++) {
            assertThat(admit(new Attempt(neighbour, "11", "s", null, null))).isNull();
        }
        assertThat(admit(new Attempt(loud, "11", "s", null, null))).isNull();
        assertThat(admit(new Attempt(loud, "11", "s", null, null))).extracting(Rejection::scope).isEqualTo("client");
        assertThat(admit(new Attempt(neighbour, "11", "s", null, null))).isNull();
    }

    @Test
    void aThrottledClient_runsNoCandidate_andAWarnedOneIsAsAnyOther() {
        Fixtures.tryOut(effectiveLimits, 4, 2, 2, 25);
        sanction(ClientKey.ofAddress(LOUD), SanctionStep.THROTTLED, 3, true);
        assertThat(controller.admit(attempt(LOUD, "11", "s", null), "c"))
                .isInstanceOfSatisfying(AdmissionDecision.Admitted.class, in -> {
                    assertThat(in.limits().limits().connectionRate().limit()).isEqualTo(3);
                    assertThat(in.limits().candidate()).isNull();
                });
        sanction(ClientKey.ofAddress(QUIET), SanctionStep.WARNED, null, true);
        assertThat(admitted(QUIET, 20)).isEqualTo(5);
    }

    @Test
    void aSanctionInShadow_changesNothing() {
        sanction(ClientKey.ofAddress(LOUD), SanctionStep.BANNED, null, false);
        assertThat(admitted(LOUD, 20)).isEqualTo(5);
    }

    @Test
    void whoHasACleanPast_isCountedApart_fromTheAddressThatIsBanned() {
        Instant issued = START.minus(Duration.ofDays(2));
        Attempt returning = new Attempt(client(LOUD), "11", "t2.ticket", null, null, List.of(), issued.plus(LIFETIME));
        assertThat(controller.attributed(returning).client()).as("while there is nothing to be apart from")
                .isEqualTo(client(LOUD).as(Tier.RETURNING));
        ban(LOUD);
        Attempt apart = controller.attributed(returning);
        assertThat(admit(apart)).isNull();
        assertThat(pool.house().connections(ClientKey.ofAddress(LOUD))).isZero();
        assertThat(admit(controller.attributed(attempt(LOUD, "11", "t2.ticket", null)))).as("an id that is no ticket")
                .isNotNull();
        sanction(apart.client().key(), SanctionStep.BANNED, null, true);
        assertThat(admit(controller.attributed(returning))).as("who is loud under a ticket is banned under it")
                .isNotNull();
    }

    @Test
    void everybodyPasses_andItIsTold_whenSanctionsCannotBeLookedUp() {
        AdmissionController failing = controller(_ -> {
            throw new IllegalStateException("broken");
        });
        assertThat(failing.admit(attempt(LOUD, "11", "s", null), "c")).isInstanceOf(AdmissionDecision.Admitted.class);
        assertThat(failing.admitSession(client(LOUD), "11")).isEmpty();
        assertThat(heard).containsExactly("failed open sanctions", "failed open sanctions");
    }
}
