package io.doorstep.chat.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitBookTests {
    private static final Client GERMAN = new Client(ClientKey.ofAddress("192.0.2.1"), Tier.ANONYMOUS, "DE");

    private final LimitBook book = new LimitBook(Limits.DEFAULTS, new LimitBounds(5, 1000));

    private static LimitsRevised revision(Scope scope, long number, int connections) {
        return new LimitsRevised(scope, number, number - 1,
                Limits.DEFAULTS.withConnectionRate(RateLimit.of(connections, Duration.ofMinutes(5))), "learner", "test",
                List.of());
    }

    private int connectionsFor(String product) {
        return book.limitsFor(GERMAN, product).limits().connectionRate().limit();
    }

    @Test
    void limitsFor_returnsTheConfigured_untilARevisionComes() {
        assertThat(book.limitsFor(GERMAN, "11")).isEqualTo(new LimitsInForce(Scope.DEFAULT, Limits.DEFAULTS, 0));
        book.apply(revision(Scope.DEFAULT, 1, 60));
        assertThat(connectionsFor("11")).isEqualTo(60);
        assertThat(book.byDefault().revision()).isEqualTo(1);
    }

    @Test
    void limitsFor_prefersTheMostSpecificScope() {
        book.apply(revision(Scope.tier(Tier.ANONYMOUS), 1, 61));
        assertThat(connectionsFor("11")).isEqualTo(61);
        book.apply(revision(Scope.country("DE"), 2, 62));
        assertThat(connectionsFor("11")).isEqualTo(62);
        book.apply(revision(Scope.product("11"), 3, 63));
        assertThat(connectionsFor("11")).isEqualTo(63);
        assertThat(connectionsFor("12")).isEqualTo(62);
    }

    @Test
    void apply_ignoresWhatIsNotNewer() {
        book.apply(revision(Scope.DEFAULT, 5, 60));
        assertThat(book.apply(revision(Scope.DEFAULT, 5, 70))).isInstanceOf(LimitBook.Revision.Stale.class);
        assertThat(book.apply(revision(Scope.DEFAULT, 4, 70))).isInstanceOf(LimitBook.Revision.Stale.class);
        assertThat(connectionsFor("11")).isEqualTo(60);
    }

    @Test
    void apply_clampsToTheBoundsOfThisInstance() {
        assertThat(book.apply(revision(Scope.DEFAULT, 1, 1))).isInstanceOfSatisfying(LimitBook.Revision.Applied.class,
                applied -> assertThat(applied.clamped()).isTrue());
        assertThat(connectionsFor("11")).isEqualTo(5);
        book.apply(revision(Scope.DEFAULT, 2, 1_000_000));
        assertThat(connectionsFor("11")).isEqualTo(1000);
    }
}
