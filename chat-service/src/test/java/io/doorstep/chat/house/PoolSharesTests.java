package io.doorstep.chat.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSharesTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # reserved, network, places, strangers , of a network
            0         , 0      , 1000  , 1000      , 2147483647
            0.2       , 0.1    , 1000  , 800       , 100
            0.2       , 0.1    , 4     , 4         , 1
            0.29      , 0.29   , 100   , 71        , 29
            0.999     , 1      , 10    , 1         , 10
            0.9999999 , 0.001  , 1     , 1         , 1
            0.5       , 0.5    , 2147483647, 1073741824, 1073741823
            """)
    void places_areDivided_andNeverLessThanOne(double reserved, double ofNetwork, int places, int strangers,
            int network) {
        PoolShares shares = new PoolShares(reserved, ofNetwork);
        assertThat(shares.strangers(places)).isEqualTo(strangers);
        assertThat(shares.network(places)).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            799, 1000, false
            800, 1000, true
            3  , 4   , false
            4  , 5   , true
            2147483647, 2147483647, true
            """)
    void aPoolIsCrowded_fromFourInFive(int taken, int places, boolean crowded) {
        assertThat(PoolShares.isCrowded(taken, places)).isEqualTo(crowded);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -0.1 | 0    | doorstep.pool.reserved must be at least 0 and less than 1, not -0.1
            1    | 0    | doorstep.pool.reserved must be at least 0 and less than 1, not 1.0
            NaN  | 0    | doorstep.pool.reserved must be at least 0 and less than 1, not NaN
            0    | -0.1 | doorstep.pool.network-share must be from 0 to 1, not -0.1
            0    | 1.1  | doorstep.pool.network-share must be from 0 to 1, not 1.1
            """)
    void impossibleShares_areRefused(double reserved, double ofNetwork, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PoolShares(reserved, ofNetwork))
                .withMessage(sentence);
    }
}
