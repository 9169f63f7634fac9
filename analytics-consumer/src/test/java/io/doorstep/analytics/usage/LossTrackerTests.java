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
        LossTracker ledger = new LossTracker();
        ledger.add(sequences(arriving), 0, 10);
        ledger.mark(1000, upTo);
        assertThat(ledger.settle(999)).isZero();
        assertThat(ledger.settle(1000)).isEqualTo(lost);
        assertThat(ledger.settle(2000)).as("told once").isZero();
        assertThat(ledger.toLoss("chat-1"))
                .isEqualTo(new SourceLoss("chat-1", arrived, lost, 0, duplicates, 0, 10, null));
    }

    @Test
    void whatComesAfterAll_isNoLongerLost() {
        LossTracker ledger = new LossTracker();
        ledger.add(sequences("1 2 6"), 0, 10);
        ledger.mark(1000, 6);
        ledger.settle(1000);
        ledger.add(sequences("4 4"), 2, 10);
        assertThat(ledger.toLoss("chat-1")).isEqualTo(new SourceLoss("chat-1", 4, 2, 0, 1, 1, 10, null));
        ledger.add(sequences("3 5 3"), 3, 10);
        assertThat(ledger.toLoss("chat-1")).isEqualTo(new SourceLoss("chat-1", 6, 0, 0, 2, 3, 10, null));
    }

    @Test
    void whatCameTooLateForItsWindows_isLost_andToldOnce() {
        LossTracker ledger = new LossTracker();
        ledger.add(sequences("1 2 6"), 0, 10);
        ledger.addLate(sequences("3 5"));
        assertThat(ledger.settle(999)).as("though no window of its own was closed since").isEqualTo(2);
        ledger.mark(1000, 6);
        assertThat(ledger.settle(1000)).as("4 never came").isEqualTo(1);
        assertThat(ledger.toLoss("chat-1")).isEqualTo(new SourceLoss("chat-1", 5, 3, 2, 0, 0, 10, null));
        assertThat(LossTracker.fromBytes(ledger.toBytes()).toLoss("chat-1")).isEqualTo(ledger.toLoss("chat-1"));
    }

    @Test
    void whatWasMissingAndComesTooLate_staysLost_andIsNotToldAgain() {
        LossTracker ledger = new LossTracker();
        ledger.add(sequences("1 4"), 0, 10);
        ledger.mark(1000, 4);
        assertThat(ledger.settle(1000)).isEqualTo(2);
        ledger.addLate(sequences("2 3 2 1"));
        assertThat(ledger.settle(2000)).isZero();
        assertThat(ledger.toLoss("chat-1")).as("copies of what was counted are no loss")
                .isEqualTo(new SourceLoss("chat-1", 4, 2, 2, 2, 0, 10, null));
    }

    @Test
    void aJump_isLoss_andCostsNoMemory() {
        LossTracker ledger = new LossTracker();
        ledger.add(sequences("1 2 " + (1L << 50)), 0, 10);
        assertThat(ledger.toBytes()).hasSizeLessThan(200_000);
        assertThat(ledger.toLoss("chat-1").lost()).isGreaterThan((1L << 50) - LossTracker.MOST_AHEAD - 10);
        ledger.mark(1000, 1L << 50);
        ledger.settle(1000);
        assertThat(ledger.toLoss("chat-1").lost()).isEqualTo((1L << 50) - 3);
        assertThat(ledger.toBytes()).hasSizeLessThan(200);
    }

    @Test
    void aSource_isSilent_sinceItsLatestEvent() {
        LossTracker ledger = new LossTracker();
        ledger.add(sequences("1"), 0, 10);
        assertThat(ledger.isSilentSince(10)).isFalse();
        assertThat(ledger.isSilentSince(11)).isTrue();
    }
}
