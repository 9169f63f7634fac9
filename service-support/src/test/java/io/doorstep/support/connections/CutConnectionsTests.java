package io.doorstep.support.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.forwarding.AddressPrefix;
import io.doorstep.support.connections.HttpConnections.Over;
import io.doorstep.support.connections.HttpConnections.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutConnectionsTests {
    private static final ConnectionBounds BOUNDS = new ConnectionBounds(1000, 100, 800, Duration.ofSeconds(10),
            Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final CutConnections cuts = new CutConnections(() -> Instant.ofEpochMilli(nowMs.get()));

    private void cut(Phase phase, Reason reason) {
        cuts.count(new Over<>("c", AddressPrefix.UNKNOWN, phase, reason), BOUNDS);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            HEAD , CLIENT  , one address held too many (1 ended since the start)
            BODY , NETWORK , one IPv6 /48 held too many (1 ended since the start)
            HEAD , TOTAL   , there were too many in all (1 ended since the start)
            """)
    void aBoundThatBites_isShown_forAMinute(Phase phase, Reason reason, String why) {
        cut(phase, reason);
        assertThat(cuts.trouble().orElseThrow()).endsWith("within the last minute: " + why);
        nowMs.addAndGet(Duration.ofMinutes(1).toMillis());
        assertThat(cuts.trouble()).isEmpty();
        assertThat(cuts.count(reason)).isOne();
    }

    @Test
    void severalBounds_areOneSentence() {
        cut(Phase.HEAD, Reason.CLIENT);
        cut(Phase.HEAD, Reason.TOTAL);
        assertThat(cuts.trouble().orElseThrow()).contains("one address held too many (1 ended since the start), and"
                + " there were too many in all (1");
    }

    @Test
    void timesThatAreOver_andIdleConnectionsThatMakeRoom_areCounted_andNoTrouble() {
        cut(Phase.HEAD, Reason.TIME);
        cut(Phase.IDLE, Reason.TOTAL);
        assertThat(cuts.trouble()).isEmpty();
        assertThat(cuts.count(Reason.TIME) + cuts.count(Reason.TOTAL)).isEqualTo(2);
    }
}
