package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowClockTests {
    private static final long START = 1_000_000;
    private static final long SETTLED = START + WindowClock.FIRST_RECORDS.toMillis();

    private final WindowClock clock = new WindowClock(Duration.ofSeconds(10), Duration.ofMillis(500), START);

    @Test
    void windows_areAlignedToTheEpoch() {
        assertThat(clock.startOf(1_009_999)).isEqualTo(1_000_000);
        assertThat(clock.startOf(1_010_000)).isEqualTo(1_010_000);
    }

    @Test
    void close_waitsForTheGrace_whenTrafficIsQuiet() {
        clock.observe(1_009_900, 1_009_950);
        assertThat(close(1_010_499)).isEqualTo(1_000_000);
        assertThat(close(1_010_500)).isEqualTo(1_010_000);
    }

    @Test
    void close_followsTheEvents_whenReadingIsBehind() {
        long now = 2_000_000;
        clock.observe(1_009_900, now);
        assertThat(close(now)).isEqualTo(1_000_000);
        clock.observe(1_010_499, now);
        assertThat(close(now)).isEqualTo(1_000_000);
        clock.observe(1_010_500, now);
        assertThat(close(now)).isEqualTo(1_010_000);
    }

    @Test
    void close_followsTheWall_whenReadingHasCaughtUp() {
        clock.observe(1_009_900, 2_000_000);
        assertThat(close(2_000_499)).as("more may come").isEqualTo(1_000_000);
        assertThat(close(2_000_500)).as("nothing came").isEqualTo(2_000_000);
    }

    @Test
    void close_waitsForTheFirstRecords_afterAStart() {
        assertThat(close(SETTLED - 1)).isZero();
        assertThat(close(SETTLED)).isEqualTo(1_000_000);
    }

    @Test
    void observe_refusesEvents_whoseWindowIsClosed() {
        clock.observe(1_009_900, 1_009_950);
        close(1_010_500);
        assertThat(clock.observe(1_009_999, 1_010_600)).isFalse();
        assertThat(clock.observe(1_010_000, 1_010_600)).isTrue();
    }

    @Test
    void close_neverGoesBack() {
        clock.observe(1_030_000, 1_030_000);
        long closed = close(1_030_500);
        clock.observe(1_001_000, 1_030_600);
        assertThat(close(1_030_700)).isEqualTo(closed).isEqualTo(1_030_000);
    }

    @Test
    void close_waitsForWhatIsStillToCome_afterAnOutage() {
        clock.observe(1_009_900, 1_009_900);
        long answered = 1_009_950;
        assertThat(clock.close(1_010_600, answered, true)).as("soon after the last answer").isEqualTo(1_000_000);
        assertThat(clock.close(1_060_000, answered, true)).as("while Kafka is away").isEqualTo(1_000_000);
        assertThat(close(1_060_100)).as("when it is back").isEqualTo(1_000_000);
        assertThat(clock.observe(1_010_000, 1_060_200)).isTrue();
        assertThat(close(1_060_000 + WindowClock.FIRST_RECORDS.toMillis())).as("nothing more came")
                .isEqualTo(1_060_000);
    }

    @Test
    void close_followsTheEvents_whileKafkaHasMore() {
        clock.observe(1_009_900, 1_009_900);
        assertThat(clock.close(1_060_000, 1_060_000, false)).as("what is there may be of any time")
                .isEqualTo(1_000_000);
        assertThat(close(1_060_100)).isEqualTo(1_050_000);
    }

    private long close(long now) {
        return clock.close(now, now, true);
    }
}
