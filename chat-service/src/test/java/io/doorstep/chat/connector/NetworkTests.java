package io.doorstep.chat.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1           , 192.0.2.1          , true
            192.0.2.1           , 192.0.2.2          , false
            2001:db8:1:2::1     , 2001:db8:1:2:ff::9 , true
            2001:db8:1:2::1     , 2001:db8:1:3::1    , false
            ::ffff:192.0.2.1    , 192.0.2.1          , true
            """)
    void addresses_areOneClient_whereTheyShareAnIpv6Network(String one, String other, boolean same) {
        assertThat(Network.of(InetAddress.ofLiteral(one)).equals(Network.of(InetAddress.ofLiteral(other))))
                .isEqualTo(same);
    }
}
