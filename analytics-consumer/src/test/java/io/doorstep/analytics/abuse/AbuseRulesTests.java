package io.doorstep.analytics.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.SanctionEvidence;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbuseRulesTests {
    private static final Violation TOO_SOON = Play.refused(ErrorCode.RATE_LIMIT_EXCEEDED, 1, 200_000);
    private static final Violation BANNED = Play.refused(ErrorCode.CLIENT_SANCTIONED, 1, 600_000);
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    /** Refusals a second apart, whose counts are worth so many rungs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # code                      | so many | rule         | speaks first at
            RATE_LIMIT_EXCEEDED         | 11      | HAMMERING    | 11
            MESSAGE_RATE_LIMIT_EXCEEDED | 10      | FLOODING     | 10
            SESSION_LIMIT_EXCEEDED      | 10      | SESSION_CHURN| 10
            INVALID_MESSAGE             | 30      | MALFORMED    | 30
            """)
    void refusals_areWarnedOf_fromABoundOn(ErrorCode code, int times, SanctionRule rule, int bound) {
        var play = new Play().every(1000, bound - 1, 0, Play.refused(code, 1, 200_000));
        assertThat(play.drafts).isEmpty();
        play.every(1000, times - bound + 1, 1000L * (bound - 1), Play.refused(code, 1, 200_000));
        assertThat(play.drafts).singleElement().satisfies(draft -> {
            assertThat(draft.rule()).isEqualTo(rule);
            assertThat(draft.step()).isEqualTo(SanctionStep.WARNED);
            assertThat(draft.enforced()).isTrue();
            assertThat(draft.sinceMs()).isEqualTo(Play.NOON + 1000L * (times - 1));
            assertThat(draft.evidence()).allSatisfy(number -> assertThat(number.value())
                    .isGreaterThanOrEqualTo(number.bound()));
        });
    }

    @Test
    void hammering_climbsTheWholeLadder() {
        var play = new Play().every(1000, 21, 0, TOO_SOON);
        assertThat(play.steps()).containsExactly("HAMMERING WARNED 10", "HAMMERING THROTTLED 60",
                "HAMMERING BANNED 10");
        play.every(1000, 580, 21_000, BANNED);
        assertThat(play.drafts).as("a ban is not made longer by what it refuses").hasSize(3);
        play.at(11 * MINUTE - 20_000, Play.opened(Tier.ANONYMOUS));
        assertThat(play.steps()).as("who stood before the door to the end").last().isEqualTo("HAMMERING BANNED 60");
        play.every(1000, 11, 3 * HOUR, TOO_SOON);
        assertThat(play.steps()).last().isEqualTo("HAMMERING BANNED 1440");
        play.every(1000, 11, 30 * HOUR, TOO_SOON);
        assertThat(play.steps()).as("no ban is longer").last().isEqualTo("HAMMERING BANNED 1440");
    }

    @Test
    void whoStandsBeforeTheDoor_isBannedAgain_beforeTheBanEnds() {
        var play = new Play().every(1000, 21, 0, TOO_SOON).every(1000, 620, 21_000, BANNED);
        assertThat(play.steps()).hasSize(4).last().isEqualTo("HAMMERING BANNED 60");
        assertThat(play.drafts.get(3).sinceMs()).isBetween(play.drafts.get(2).untilMs() - AbuseRules.ENDING_MS,
                play.drafts.get(2).untilMs());
        assertThat(new Play().every(1000, 21, 0, TOO_SOON).every(6000, 100, 21_000, BANNED).drafts)
                .as("ten a minute, as of an office").hasSize(3);
    }

    @Test
    void boundOfAnOffenceThatGoesOn_isForItsOwnRuleAlone() {
        var play = new Play().every(1000, 11, 0, TOO_SOON);
        play.every(800, 30, 12_000, Play.opened(Tier.ANONYMOUS));
        assertThat(play.steps()).as("12 attempts in 10 s").containsExactly("HAMMERING WARNED 10");
    }

    @Test
    void whoWaits_isNotHammering() {
        var play = new Play().every(2000, 60, 0, Play.refused(ErrorCode.RATE_LIMIT_EXCEEDED, 1, 1500));
        assertThat(play.drafts).isEmpty();
        play.every(2000, 60, 200_000, Play.refused(ErrorCode.CONNECTION_LIMIT_EXCEEDED, 1, 10_000));
        assertThat(play.drafts).as("many tabs, each of which waits").isEmpty();
    }

    @Test
    void manyAtOnce_leadToTheFirstBan_andNoFurther() {
        var play = new Play();
        play.at(0, Play.refused(ErrorCode.RATE_LIMIT_EXCEEDED, 5000, 200_000));
        assertThat(play.steps()).containsExactly("HAMMERING BANNED 10");
    }

    @Test
    void racing_endsAtTheStrictNumber() {
        var play = new Play().every(400, 200, 0, Play.opened(Tier.ANONYMOUS));
        assertThat(play.steps()).containsExactly("RACING WARNED 10", "RACING THROTTLED 60");
        play.every(400, 50, 2 * HOUR, Play.opened(Tier.ANONYMOUS));
        assertThat(play.steps()).as("once that is over, it begins again").last().isEqualTo("RACING THROTTLED 60");
        assertThat(play.drafts).hasSize(3);
        assertThat(new Play().every(720, 500, 0, Play.opened(Tier.ANONYMOUS)).drafts).as("14 in 10 s").isEmpty();
    }

    @Test
    void flapping_isOfSocketsThatTheirClientClosesAtOnce() {
        assertThat(new Play().every(2000, 20, 0, Play.closed(300)).steps()).containsExactly("FLAPPING WARNED 10");
        assertThat(new Play().every(2000, 100, 0, Play.closed(1500)).drafts).isEmpty();
    }

    @Test
    void flooding_leavesTheStrictNumberOut() {
        var play = new Play().every(500, 40, 0, Play.refused(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 1, 3000));
        assertThat(play.steps()).containsExactly("FLOODING WARNED 10", "FLOODING BANNED 10");
    }

    @Test
    void broadcast_isOfOneText_thatIsNoGreeting_inMoreAndMoreConversations() {
        var play = new Play();
        for (int conversations = 1; conversations < 5; conversations++) {
            play.at(1000L * conversations, Play.repeated("one", 60, conversations));
        }
        assertThat(play.steps()).containsExactly("BROADCAST WARNED 10");
        play.at(5000, Play.repeated("one", 60, 4));
        assertThat(play.drafts).as("again where it was before").hasSize(1);
        play.at(6000, Play.repeated("one", 60, 5));
        assertThat(play.steps()).last().isEqualTo("BROADCAST BANNED 10");
        assertThat(new Play().at(0, Play.repeated("hi", AbuseRules.GREETING, 40))).isEmpty();
    }

    /** Offences a day apart, of a client that was banned briefly on the first. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # days after the ban, what the next offence brings
            0                   , BANNED 60
            1                   , BANNED 10
            2                   , THROTTLED 60
            3                   , WARNED 10
            9                   , WARNED 10
            """)
    void ladder_goesDownARungADay(int days, String next) {
        var play = new Play().every(1000, 21, 0, TOO_SOON);
        play.every(1000, 11, 2 * HOUR + 24 * HOUR * days, TOO_SOON);
        assertThat(play.steps()).last().isEqualTo("HAMMERING " + next);
        assertThat(play.conduct.isForgettable(Play.NOON + 20 * 24 * HOUR)).isTrue();
        assertThat(play.conduct.isForgettable(Play.NOON + HOUR)).isFalse();
    }

    @Test
    void afterABan_theClientIsThrottledForAnHour() {
        var play = new Play().every(1000, 21, 0, TOO_SOON);
        long until = play.drafts.getLast().untilMs();
        assertThat(play.rules.afterwards(play.conduct, until - 1)).isEmpty();
        assertThat(play.rules.afterwards(play.conduct, until)).hasValueSatisfying(draft -> {
            assertThat(draft.step()).isEqualTo(SanctionStep.THROTTLED);
            assertThat(draft.untilMs()).isEqualTo(until + HOUR);
            assertThat(draft.evidence())
                    .containsExactly(new SanctionEvidence("early_refusals_in_60_s", 5, 5));
        });
        assertThat(play.rules.afterwards(play.conduct, until + HOUR)).isEmpty();
    }

    @Test
    void addressOfManyKnownClients_isNotBanned() {
        var play = new Play();
        play.every(60_000, AbuseRules.SHARED, 0, Play.opened(Tier.RETURNING));
        play.every(1000, 100, 5 * MINUTE, TOO_SOON);
        assertThat(play.steps()).containsExactly("HAMMERING WARNED 10", "HAMMERING THROTTLED 60");
        var subject = new Play();
        subject.every(60_000, AbuseRules.SHARED, 0, Play.opened(Tier.AUTHENTICATED));
        subject.every(1000, 100, 5 * MINUTE, new Violation(Play.CLIENT, ErrorCode.RATE_LIMIT_EXCEEDED, 1, null, 50,
                300_000, 200_000, "11", Tier.AUTHENTICATED, null, 0));
        assertThat(subject.steps()).as("one that is known itself has no neighbours").last()
                .isEqualTo("HAMMERING BANNED 10");
    }

    @Test
    void networksLimit_andAgents_areNoOffence() {
        var play = new Play().every(100, 500, 0, new Violation(Play.CLIENT, ErrorCode.RATE_LIMIT_EXCEEDED, 1, null, 50,
                300_000, 200_000, "11", Tier.ANONYMOUS, null, 0, Violation.NETWORK));
        play.every(100, 500, 0, Play.opened(Tier.AGENT));
        assertThat(play.drafts).isEmpty();
    }

    @Test
    void lossyTime_sanctionsNobody_andCountsForNothing() {
        var play = new Play();
        for (int i = 0; i < 500; i++) {
            assertThat(play.rules.hear(play.conduct, new EventEnvelope("door", i + 1,
                    Instant.ofEpochMilli(Play.NOON + i), TOO_SOON), Play.NOON + i, true)).isEmpty();
        }
        play.every(1000, 10, 1000, TOO_SOON);
        assertThat(play.drafts).isEmpty();
    }

    @Test
    void rulesInShadow_haveALadderOfTheirOwn_belowWhatIsEnforced() {
        var shadow = new Play(Play.all(RuleMode.ENFORCE).atMost(RuleMode.SHADOW)).every(1000, 21, 0, TOO_SOON);
        assertThat(shadow.drafts).hasSize(3).noneMatch(SanctionDraft::enforced);

        var play = new Play(new AbusePolicy(Map.of(SanctionRule.FLOODING, RuleMode.SHADOW,
                SanctionRule.HAMMERING, RuleMode.ENFORCE)));
        play.every(500, 40, 0, Play.refused(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 1, 3000));
        assertThat(play.drafts).hasSize(2).noneMatch(SanctionDraft::enforced);
        play.every(1000, 11, 30_000, TOO_SOON);
        assertThat(play.drafts).last().satisfies(draft -> {
            assertThat(draft.enforced()).isTrue();
            assertThat(draft.step()).as("the ban in shadow does not count").isEqualTo(SanctionStep.WARNED);
        });
        play.every(500, 40, 60_000, Play.refused(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 1, 3000));
        assertThat(play.drafts).as("nothing in shadow while an enforced one lasts").hasSize(3);
        assertThat(new Play(Play.ENFORCED.atMost(RuleMode.OFF)).every(100, 500, 0, TOO_SOON).drafts).isEmpty();
    }

    @Test
    void pardon_beginsAnew() {
        var play = new Play().every(1000, 21, 0, TOO_SOON);
        play.conduct.pardon();
        assertThat(play.rules.afterwards(play.conduct, play.drafts.getLast().untilMs())).isEmpty();
        play.every(1000, 11, 60_000, TOO_SOON);
        assertThat(play.steps()).last().isEqualTo("HAMMERING WARNED 10");
    }

    @Test
    void draft_becomesAnEvent_withTheStrictNumberWhereItIsThrottled() {
        var play = new Play().every(1000, 21, 0, TOO_SOON);
        assertThat(play.drafts.stream().map(draft -> draft.toEvent("c", 18, 7).limit()).toList())
                .isEqualTo(Arrays.asList(null, 18, null));
        assertThat(List.of(play.drafts.getFirst().toEvent("c", 18, 7).leaseUntilMs())).containsExactly(7L);
    }
}
