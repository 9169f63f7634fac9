package io.doorstep.chat.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # most             , pool , wanted, connections
            20000              , 1000 , 8192  , 8192
            20000              , 8000 , 8192  , 9500
            20000              , 19000, 8192  , 19700
            4096               , 1000 , 8192  , 3796
            9223372036854775807, 50000, 8192  , 51500
            9223372036854775807, 2147483647, 8192, 2147483647
            """)
    void connections_leaveRoomForWhoIsToldThatTheHouseIsFull(long most, int pool, int wanted, int connections) {
        assertThat(new Descriptors(most).require(pool, 500).connections(wanted, pool, 500)).isEqualTo(connections);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20000 | 20000 | doorstep.pool.max-connections 20000 needs 21000 file descriptors, this process may have 20000: raise 'ulimit -n' to 21000, or write 19000 at most
            20000 | 19001 | doorstep.pool.max-connections 19001 needs 20001 file descriptors, this process may have 20000: raise 'ulimit -n' to 20001, or write 19000 at most
            1024  | 1000  | doorstep.pool.max-connections 1000 needs 2000 file descriptors, this process may have 1024: raise 'ulimit -n' to 2000, or write 24 at most
            900   | 1000  | doorstep.pool.max-connections 1000 needs 2000 file descriptors, this process may have 900: raise 'ulimit -n' to 2000
            """)
    void require_saysWhatToRaise_whenThereAreTooFew(long most, int pool, String sentence) {
        assertThatThrownBy(() -> new Descriptors(most).require(pool, 500)).hasMessage(sentence);
    }

    @Test
    void ofThisProcess_areThoseOfTheSystem() {
        assertThat(Descriptors.ofThisProcess().most()).isGreaterThan(100);
    }
}
