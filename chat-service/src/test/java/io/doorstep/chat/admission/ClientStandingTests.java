package io.doorstep.chat.admission;

import static io.doorstep.chat.admission.Fixtures.attempt;
import static io.doorstep.chat.admission.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.admission.ClientStanding.Left;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.OverrideCommand;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.chat.sanction.Restrictions;
import io.doorstep.events.LimitName;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.Tier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientStandingTests {
    private static final String ADDRESS = "192.0.2.1";
    private static final long FIVE_MINUTES = 300_000;
    private static final long A_MINUTE = 60_000;

    private final EffectiveLimits effectiveLimits = Fixtures.limits(5, 25);
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);

    private AdmissionController controller(Restrictions restrictions) {
        return new AdmissionController(new Origins(List.of()), Fixtures.pool(effectiveLimits, limiters, 10),
                effectiveLimits, limiters, restrictions, AdmissionListener.NOOP);
    }

    private static ClientStanding standing(AdmissionController controller, String session) {
        return controller.standing(client(ADDRESS), "11", session);
    }

    @Test
    void standing_isWhatIsLeft_andTakesNothing() {
        AdmissionController controller = controller(Restrictions.NONE);
        controller.admit(attempt(ADDRESS, "11", "s", null), "c-1");
        controller.admitMessage(client(ADDRESS), "11", "s");

        ClientStanding left = new ClientStanding(Tier.ANONYMOUS, new Left(4, 5, FIVE_MINUTES),
                new Left(1, 2, A_MINUTE));
        assertThat(standing(controller, "s")).isEqualTo(left).isEqualTo(standing(controller, "s"));
        assertThat(standing(controller, "another").messages()).isEqualTo(new Left(2, 2, A_MINUTE));
    }

    @Test
    void standing_isOfTheStrictNumber_whenTheClientIsThrottled() {
        AdmissionController controller = controller(
                _ -> new Restriction.Throttled(SanctionRule.HAMMERING, Instant.EPOCH, Instant.MAX, 3));
        controller.admit(attempt(ADDRESS, "11", "s", null), "c-1");

        assertThat(standing(controller, "s").connections()).isEqualTo(new Left(2, 3, FIVE_MINUTES));
    }

    @Test
    void standing_leavesOutALimitThatIsOff() {
        effectiveLimits.override(new OverrideCommand.SwitchOff(LimitName.MESSAGE_RATE),
                new SetBy("olga", Instant.EPOCH));

        assertThat(standing(controller(Restrictions.NONE), "s").messages()).isNull();
    }
}
