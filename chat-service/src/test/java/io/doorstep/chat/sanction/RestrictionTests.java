package io.doorstep.chat.sanction;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictionTests {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # step   , enforced, limit, until, lease, now , what applies
            WARNED   , true    , -    , 1000 , 600  , 599 , warned
            THROTTLED, true    , 18   , 1000 , 600  , 599 , throttled to 18
            THROTTLED, true    , -    , 1000 , 600  , 599 , warned
            BANNED   , true    , -    , 1000 , 600  , 599 , banned for 401
            BANNED   , true    , -    , 1000 , 600  , 600 , none
            BANNED   , true    , -    , 1000 , 2000 , 999 , banned for 1
            BANNED   , true    , -    , 1000 , 2000 , 1000, none
            BANNED   , false   , -    , 1000 , 600  , 599 , none
            LIFTED   , true    , -    , 1000 , 600  , 599 , none
            """)
    void aSanction_restricts_untilItsEndOrThatOfItsLease(SanctionStep step, boolean enforced, Integer limit, long until,
            long lease, long now, String what) {
        Restriction restriction = Restriction.of(new Sanction("c", SanctionRule.RACING, step, enforced, limit, 100,
                until, lease, List.of(), null, null), now);
        assertThat(inWords(restriction)).isEqualTo(what);
        if (restriction instanceof Restriction.Imposed imposed) {
            assertThat(imposed.rule()).isEqualTo(SanctionRule.RACING);
            assertThat(imposed.since().toEpochMilli()).isEqualTo(100);
            assertThat(imposed.until().toEpochMilli()).isEqualTo(until);
        }
    }

    private static String inWords(Restriction restriction) {
        return switch (restriction) {
            case Restriction.None _ -> "none";
            case Restriction.Warned _ -> "warned";
            case Restriction.Throttled throttled -> "throttled to " + throttled.limit();
            case Restriction.Banned banned -> "banned for " + banned.remainingMs();
        };
    }
}
