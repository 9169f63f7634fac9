package io.doorstep.chat.socket.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBudgetTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # at ms and bytes of each frame                             , the last is within 3 frames, 100 bytes
            0:10                                                        , true
            0:10 0:10 0:10                                              , true
            0:10 0:10 0:10 0:0                                          , false
            0:10 0:10 999:10 999:10                                     , false
            0:10 0:10 0:10 1000:10                                      , true
            0:0 0:0 0:0 0:0                                             , false
            0:100                                                       , true
            0:101                                                       , false
            0:60 999:41                                                 , false
            0:60 1000:60                                                , true
            # a second begins with the first frame after the one before is over
            500:10 1400:10 1500:10 1500:10 2499:10                      , true
            500:10 1400:10 1500:10 1500:10 1500:10 2499:10              , false
            500:10 9000:10 9000:10 9000:10 9000:10                      , false
            """)
    void add_isTrue_whileTheSecondIsWithinTheBudget(String frames, boolean within) {
        var spent = new FrameBudget.Spent();
        boolean last = true;
        for (String frame : frames.split(" ", -1)) {
            String[] parts = frame.split(":", -1);
            last = spent.add(new FrameBudget(3, 100), true, Integer.parseInt(parts[1]),
                    TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[0])));
        }
        assertThat(last).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # pieces of 10 bytes, within
            10                  , true
            11                  , false
            """)
    void add_countsTheBytesOfPieces_andTheFrameAtItsEnd(int pieces, boolean within) {
        var spent = new FrameBudget.Spent();
        boolean last = true;
        for (int i = 0; i < pieces; i++) {
            last = spent.add(new FrameBudget(1, 100), i == pieces - 1, 10, 0);
        }
        assertThat(last).isEqualTo(within);
    }
}
