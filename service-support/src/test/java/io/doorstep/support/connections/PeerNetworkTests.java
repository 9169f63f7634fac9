package io.doorstep.support.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerNetworkTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1           , 192.0.2.1          , true
            192.0.2.1           , 192.0.2.2          , false
            2001:db8:1:2::1     , 2001:db8:1:2:ff::9 , true
            2001:db8:1:2::1     , 2001:db8:1:3::1    , false
            ::ffff:192.0.2.1    , 192.0.2.1          , true
            """)
    void addresses_areOneClient_whereTheyShareAnIpv6Network(String one, String other, boolean same) {
        assertThat(PeerNetwork.clientOf(InetAddress.ofLiteral(one))
                .equals(PeerNetwork.clientOf(InetAddress.ofLiteral(other))))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2001:db8:1:2::1     , 2001:db8:1:ff00::1 , true
            2001:db8:1:2::1     , 2001:db8:2:2::1    , false
            2001:db8:1::        , 2001:db8:1:0::     , true
            """)
    void ipv6Clients_areOfOneNetwork_whereTheyShareA48(String one, String other, boolean same) {
        PeerNetwork client = PeerNetwork.clientOf(InetAddress.ofLiteral(one));
        assertThat(Objects.equals(client.network(),
                PeerNetwork.clientOf(InetAddress.ofLiteral(other)).network())).isEqualTo(same);
        assertThat(client.network()).isNotEqualTo(client);
    }

    @Test
    void ipv4Addresses_andPeersWithoutOne_areInNone() {
        assertThat(PeerNetwork.clientOf(InetAddress.ofLiteral("192.0.2.1")).network()).isNull();
        assertThat(PeerNetwork.UNKNOWN.network()).isNull();
    }
}
