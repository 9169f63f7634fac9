package io.doorstep.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTrackerTests {

    private static List<Long> sequences(String written) {
        return Arrays.stream(written.split(" ", -1)).map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # as it arrives    | settled up to | arrived | lost | duplicates
            1 2 3 4            | 4             | 4       | 0    | 0
            4 3 2 1            | 4             | 4       | 0    | 0
            1 2 4              | 4             | 3       | 1    | 0
            1 2 4              | 2             | 3       | 0    | 0
            1 4 2 4 1          | 4             | 3       | 1    | 2
            7 9                | 9             | 2       | 1    | 0
            9 7                | 9             | 2       | 1    | 0
            5                  | 5             | 1       | 0    | 0
            1 100              | 100           | 2       | 98   | 0
            """)
    void whatIsMissing_isLost_onceALaterOneIsSettled(String arriving, long upTo, long arrived, long lost,
            long duplicates) {
        LossTracker tracker = new LossTracker();
        tracker.add(sequences(arriving), 0, 10);
        tracker.mark(1000, upTo);
        assertThat(tracker.settle(999)).isZero();
        assertThat(tracker.settle(1000)).isEqualTo(lost);
        assertThat(tracker.settle(2000)).as("told once").isZero();
        assertThat(tracker.toLoss("chat-1"))
                .isEqualTo(new SourceLoss("chat-1", arrived, lost, 0, duplicates, 0, 10, null));
    }

    @Test
    void whatComesAfterAll_isNoLongerLost() {
        LossTracker tracker = new LossTracker();
        tracker.add(sequences("1 2 6"), 0, 10);
        tracker.mark(1000, 6);
        tracker.settle(1000);
        tracker.add(sequences("4 4"), 2, 10);
        assertThat(tracker.toLoss("chat-1")).isEqualTo(new SourceLoss("chat-1", 4, 2, 0, 1, 1, 10, null));
        tracker.add(sequences("3 5 3"), 3, 10);
        assertThat(tracker.toLoss("chat-1")).isEqualTo(new SourceLoss("chat-1", 6, 0, 0, 2, 3, 10, null));
    }

    @Test
    void whatCameTooLateForItsWindows_isLost_andToldOnce() {
        LossTracker tracker = new LossTracker();
        tracker.add(sequences("1 2 6"), 0, 10);
        tracker.addLate(sequences("3 5"));
        assertThat(tracker.settle(999)).as("though no window of its own was closed since").isEqualTo(2);
        tracker.mark(1000, 6);
        assertThat(tracker.settle(1000)).as("4 never came").isEqualTo(1);
        assertThat(tracker.toLoss("chat-1")).isEqualTo(new SourceLoss("chat-1", 5, 3, 2, 0, 0, 10, null));
        assertThat(LossTracker.fromBytes(tracker.toBytes()).toLoss("chat-1")).isEqualTo(tracker.toLoss("chat-1"));
    }

    @Test
    void whatWasMissingAndComesTooLate_staysLost_andIsNotToldAgain() {
        LossTracker tracker = new LossTracker();
        tracker.add(sequences("1 4"), 0, 10);
        tracker.mark(1000, 4);
        assertThat(tracker.settle(1000)).isEqualTo(2);
        tracker.addLate(sequences("2 3 2 1"));
        assertThat(tracker.settle(2000)).isZero();
        assertThat(tracker.toLoss("chat-1")).as("copies of what was counted are no loss")
                .isEqualTo(new SourceLoss("chat-1", 4, 2, 2, 2, 0, 10, null));
    }

    @Test
    void aJump_isLoss_andCostsNoMemory() {
        LossTracker tracker = new LossTracker();
        tracker.add(sequences("1 2 " + (1L << 50)), 0, 10);
        assertThat(tracker.toBytes()).hasSizeLessThan(200_000);
        assertThat(tracker.toLoss("chat-1").lost()).isGreaterThan((1L << 50) - LossTracker.MOST_AHEAD - 10);
        tracker.mark(1000, 1L << 50);
        tracker.settle(1000);
        assertThat(tracker.toLoss("chat-1").lost()).isEqualTo((1L << 50) - 3);
        assertThat(tracker.toBytes()).hasSizeLessThan(200);
    }

    @Test
    void aSource_isSilent_sinceItsLatestEvent() {
        LossTracker tracker = new LossTracker();
        tracker.add(sequences("1"), 0, 10);
        assertThat(tracker.isSilentSince(10)).isFalse();
        assertThat(tracker.isSilentSince(11)).isTrue();
    }
}
