package io.doorstep.chat.socket.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTests {
    private static final int CLOSING = 500;
    private static final int AGENTS = 100;
    private static final int OTHERS = 1000;

    @ParameterizedTest
    @CsvSource(textBlock = """
            # most             , pool      , connections
            20000              , 1000      , 8192
            20000              , 8000      , 9700
            20000              , 18000     , 19700
            4096               , 1000      , 3796
            9223372036854775807, 50000     , 51700
            9223372036854775807, 2147483647, 2147483647
            """)
    void connections_leaveRoomForWhoIsToldThatTheHouseIsFull(long most, int pool, int connections) {
        Descriptors descriptors = new Descriptors(most);

        assertThat(descriptors.connections(8192, descriptors.require(pool, AGENTS, CLOSING, OTHERS)))
                .isEqualTo(connections);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20000 | 20000 | doorstep.pool.max-connections 20000 needs 22000 file descriptors, this process may have 20000: raise 'ulimit -n' to 22000, or write 18000 at most
            20000 | 18001 | doorstep.pool.max-connections 18001 needs 20001 file descriptors, this process may have 20000: raise 'ulimit -n' to 20001, or write 18000 at most
            2048  | 1000  | doorstep.pool.max-connections 1000 needs 3000 file descriptors, this process may have 2048: raise 'ulimit -n' to 3000, or write 48 at most
            1024  | 1000  | doorstep.pool.max-connections 1000 needs 3000 file descriptors, this process may have 1024: raise 'ulimit -n' to 3000
            """)
    void require_saysWhatToRaise_whenThereAreTooFew(long most, int pool, String sentence) {
        assertThatThrownBy(() -> new Descriptors(most).require(pool, AGENTS, CLOSING, OTHERS)).hasMessage(sentence);
    }

    @Test
    void ofThisProcess_areThoseOfTheSystem() {
        assertThat(Descriptors.ofThisProcess().most()).isGreaterThan(100);
    }
}
