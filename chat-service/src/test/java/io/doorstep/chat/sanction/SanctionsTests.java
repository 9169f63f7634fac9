package io.doorstep.chat.sanction;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.ClientNames;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SanctionsTests {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LEASE = Duration.ofMinutes(15);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("test", List.of("before"));
    private static final ClientKey LOUD = ClientKey.ofAddress("192.0.2.1");
    private static final ClientKey QUIET = ClientKey.ofAddress("192.0.2.2");

    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final Sanctions sanctions = new Sanctions(new ClientNames(PSEUDONYMS),
            new CleanPast(LIFETIME, TEN_MINUTES), clock, 2);

    private Sanction sanction(String client, SanctionStep step, boolean enforced, Instant since) {
        return new Sanction(client, SanctionRule.HAMMERING, step, enforced, step == SanctionStep.THROTTLED ? 18 : null,
                since.toEpochMilli(), since.plus(HOUR).toEpochMilli(), now.plus(LEASE).toEpochMilli(), List.of(), null,
                null);
    }

    /** Published now. */
    private void apply(ClientKey client, SanctionStep step) {
        sanctions.apply(sanction(PSEUDONYMS.of(client), step, true, START), now);
    }

    private void later(Duration by) {
        now = now.plus(by);
        sanctions.sweep();
    }

    @Test
    void aSanction_meetsItsClientAlone_untilItIsLifted() {
        assertThat(sanctions.of(LOUD)).isEqualTo(Restriction.NONE);
        apply(LOUD, SanctionStep.BANNED);
        assertThat(sanctions.of(LOUD)).isInstanceOf(Restriction.Banned.class);
        assertThat(sanctions.of(QUIET)).isEqualTo(Restriction.NONE);
        sanctions.apply(sanction(PSEUDONYMS.of(LOUD), SanctionStep.BANNED, true, START).lifted(0, null, null), now);
        assertThat(sanctions.of(LOUD)).isEqualTo(Restriction.NONE);
        assertThat(sanctions.find(LOUD)).isEmpty();
    }

    @Test
    void aSanction_meetsAClientWhoseNameIsOfAnEarlierSecret() {
        sanctions.apply(sanction(new Pseudonyms("before").of(LOUD), SanctionStep.BANNED, true, START), now);
        assertThat(sanctions.of(LOUD)).isInstanceOf(Restriction.Banned.class);
    }

    @Test
    void theLatestSanction_takesThePlaceOfThatBefore() {
        apply(LOUD, SanctionStep.BANNED);
        apply(LOUD, SanctionStep.THROTTLED);
        assertThat(sanctions.of(LOUD)).isInstanceOf(Restriction.Throttled.class);
        assertThat(sanctions.counts()).isEqualTo(new SanctionCounts(0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void aSanctionInShadow_restrictsNobody_andIsCounted_andReleasesWhomTheLatestRestricted() {
        apply(LOUD, SanctionStep.BANNED);
        sanctions.apply(sanction(PSEUDONYMS.of(LOUD), SanctionStep.BANNED, false, START), now);
        assertThat(sanctions.of(LOUD)).isEqualTo(Restriction.NONE);
        assertThat(sanctions.counts()).isEqualTo(new SanctionCounts(0, 0, 0, 1, 0, 0, 0));
        assertThat(sanctions.find(LOUD)).hasValueSatisfying(found -> assertThat(found.enforced()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.0/24    , 192.0.2.1         , 192.0.3.1
            2001:db8:1::/48 , 2001:db8:1:2::/64 , 2001:db8:2:2::/64
            """)
    void aSanctionOfANetwork_meetsItsClients_unlessTheyHaveOneOfTheirOwn(String network, String within,
            String outside) {
        ClientKey client = ClientKey.ofAddress(within);
        apply(ClientKey.ofAddress(network), SanctionStep.BANNED);

        assertThat(sanctions.of(client)).isInstanceOf(Restriction.Banned.class);
        assertThat(sanctions.of(ClientKey.ofAddress(outside))).isEqualTo(Restriction.NONE);
        assertThat(sanctions.of(ClientKey.ofSubject("alice"))).isEqualTo(Restriction.NONE);
        apply(client, SanctionStep.WARNED);
        assertThat(sanctions.of(client)).isInstanceOf(Restriction.Warned.class);
    }

    @Test
    void aSanctionThatLapses_isALogLine_andOneThatEndsIsNone(CapturedOutput output) {
        apply(LOUD, SanctionStep.BANNED);
        later(LEASE);
        assertThat(output).containsOnlyOnce(
                "The learner has not renewed the sanctions of 1 clients: they have lapsed");

        sanctions.apply(sanction(PSEUDONYMS.of(QUIET), SanctionStep.BANNED, true, START).renewed(Long.MAX_VALUE), now);
        later(HOUR);
        assertThat(sanctions.counts().ended()).isEqualTo(1);
        assertThat(output).containsOnlyOnce("have lapsed");
    }

    @Test
    void aSanctionThatIsNotRenewed_lapses_andTheLearnersSilenceIsTold_fromTheFirstRenewalThatIsMissed() {
        apply(LOUD, SanctionStep.BANNED);
        later(Duration.ofMinutes(5));
        assertThat(sanctions.trouble()).as("a renewal may be a little late").isEmpty();
        later(Duration.ofMinutes(2));
        assertThat(sanctions.trouble())
                .hasValue("the learner has been silent since 2026-01-02T03:04:05Z: sanctions that"
                        + " lapse unless it renews them: 1, that have lapsed: 0");
        assertThat(sanctions.of(LOUD)).isInstanceOf(Restriction.Banned.class);
        later(Duration.ofMinutes(8));
        assertThat(sanctions.of(LOUD)).isEqualTo(Restriction.NONE);
        assertThat(sanctions.counts()).isEqualTo(new SanctionCounts(0, 0, 0, 0, 0, 1, 0));
        assertThat(sanctions.trouble())
                .hasValue("the learner has been silent since 2026-01-02T03:04:05Z: sanctions that"
                        + " lapse unless it renews them: 0, that have lapsed: 1");
        later(Duration.ofMinutes(45));
        assertThat(sanctions.trouble()).as("it would be over by itself").isEmpty();
    }

    @Test
    void aSanctionThatIsRenewed_goesOn_toItsEnd_andNobodyIsSilent() {
        for (int minute = 0; minute < 60; minute += 5) {
            apply(LOUD, SanctionStep.BANNED);
            assertThat(sanctions.of(LOUD)).isInstanceOf(Restriction.Banned.class);
            assertThat(sanctions.trouble()).isEmpty();
            later(Duration.ofMinutes(5));
        }
        assertThat(sanctions.of(LOUD)).isEqualTo(Restriction.NONE);
        assertThat(sanctions.trouble()).isEmpty();
        assertThat(sanctions.counts()).isEqualTo(new SanctionCounts(0, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void theLearnerThatReturns_isSilentNoMore() {
        apply(LOUD, SanctionStep.BANNED);
        later(Duration.ofMinutes(20));
        assertThat(sanctions.trouble()).isPresent();
        apply(QUIET, SanctionStep.WARNED);
        assertThat(sanctions.trouble()).isEmpty();
    }

    @Test
    void aSanctionThatIsOverWhenItIsRead_isNeverHeld() {
        Sanction old = sanction(PSEUDONYMS.of(LOUD), SanctionStep.BANNED, true, START);
        now = now.plus(Duration.ofDays(1));
        sanctions.apply(old, START);
        assertThat(sanctions.find(LOUD)).isEmpty();
        assertThat(sanctions.counts()).isEqualTo(new SanctionCounts(0, 0, 0, 0, 0, 0, 0));
        assertThat(sanctions.trouble()).isEmpty();
    }

    @Test
    void thoseForWhomThereIsNoRoom_areNotRestricted_andHealthSaysSo() {
        apply(LOUD, SanctionStep.BANNED);
        apply(ClientKey.ofAddress("192.0.2.3"), SanctionStep.BANNED);
        apply(QUIET, SanctionStep.BANNED);
        assertThat(sanctions.of(QUIET)).isEqualTo(Restriction.NONE);
        apply(LOUD, SanctionStep.THROTTLED);
        assertThat(sanctions.of(LOUD)).as("held already").isInstanceOf(Restriction.Throttled.class);
        assertThat(sanctions.counts()).isEqualTo(new SanctionCounts(0, 1, 1, 0, 0, 0, 1));
        assertThat(sanctions.trouble()).hasValueSatisfying(said -> assertThat(said).startsWith("all 2 sanctions"));
    }

    @Test
    void changes_areThoseOfAStep_notItsRenewals() {
        apply(LOUD, SanctionStep.WARNED);
        long warned = sanctions.changes();
        assertThat(warned).isPositive();
        apply(LOUD, SanctionStep.WARNED);
        assertThat(sanctions.changes()).isEqualTo(warned);
        apply(LOUD, SanctionStep.BANNED);
        assertThat(sanctions.changes()).isGreaterThan(warned);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # ticket issued before the sanction, apart
            none  , false
            PT0S  , false
            PT9M  , false
            PT10M , false
            PT11M , true
            P20D  , true
            """)
    void aTicketWithACleanPast_setsItsBearerApart_fromASanctionedAddress(Duration before, boolean apart) {
        apply(LOUD, SanctionStep.BANNED);
        Client loud = new Client(LOUD, Tier.ANONYMOUS, "DE");
        Client counted = sanctions.apart(loud, "t2.ticket", before == null ? null : START.minus(before).plus(LIFETIME));
        assertThat(counted.key().equals(LOUD)).isEqualTo(!apart);
        assertThat(counted.tier()).isEqualTo(apart ? Tier.RETURNING : Tier.ANONYMOUS);
        if (apart) {
            assertThat(counted.tier()).isEqualTo(Tier.RETURNING);
            assertThat(counted.country()).isEqualTo("DE");
            assertThat(counted.key().isAddress()).isFalse();
            assertThat(counted.key().value()).doesNotContain("t2.ticket");
            assertThat(sanctions.of(counted.key())).isEqualTo(Restriction.NONE);
            apply(counted.key(), SanctionStep.BANNED);
            assertThat(sanctions.of(counted.key())).as("it has sanctions of its own")
                    .isInstanceOf(Restriction.Banned.class);
            assertThat(sanctions.apart(loud, "t2.ticket", START.minus(before).plus(LIFETIME)))
                    .as("and is then no returning visitor")
                    .isEqualTo(new Client(counted.key(), Tier.ANONYMOUS, "DE", null));
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # ticket held for, sanction , tier
            none             , none     , ANONYMOUS
            PT0S             , none     , ANONYMOUS
            PT9M59S          , none     , ANONYMOUS
            PT10M            , none     , RETURNING
            P29D             , none     , RETURNING
            P29D             , LIFTED   , RETURNING
            P29D             , WARNED   , ANONYMOUS
            PT12M            , WARNED   , ANONYMOUS
            """)
    void aTicketHeldForAWhile_makesAReturningVisitor_unlessTheClientIsSanctioned(@Nullable Duration held,
            @Nullable SanctionStep step, Tier tier) {
        if (step != null) {
            apply(QUIET, step);
        }
        Client quiet = new Client(QUIET, Tier.ANONYMOUS, "DE");
        assertThat(sanctions.apart(quiet, "t2.ticket", held == null ? null : START.minus(held).plus(LIFETIME)))
                .isEqualTo(new Client(QUIET, tier, "DE"));
    }

    @Test
    void aProvenSubject_staysAuthenticated_howeverLongItHasHadATicket() {
        Client subject = new Client(ClientKey.ofSubject("a"), Tier.AUTHENTICATED, null);
        assertThat(sanctions.apart(subject, "t2.ticket", START.plus(LIFETIME).minus(HOUR))).isSameAs(subject);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIFTED", "WARNED"})
    void nobodyIsSetApart_whereTheAddressIsNotRestricted(SanctionStep step) {
        apply(LOUD, step);
        Client loud = new Client(LOUD, Tier.ANONYMOUS, null);
        assertThat(sanctions.apart(loud, "t2.ticket", START.plus(HOUR)).key()).isEqualTo(LOUD);
    }

    @Test
    void aProvenSubject_isSetApartFromNothing() {
        Client subject = new Client(ClientKey.ofSubject("a"), Tier.AUTHENTICATED, null);
        apply(subject.key(), SanctionStep.BANNED);
        assertThat(sanctions.apart(subject, "t2.ticket", START)).isSameAs(subject);
        apply(LOUD, SanctionStep.BANNED);
        assertThat(sanctions.of(subject.key())).isInstanceOf(Restriction.Banned.class);
    }
}
