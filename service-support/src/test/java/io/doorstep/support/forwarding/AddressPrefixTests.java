package io.doorstep.support.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPrefixTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1           , 192.0.2.1          , true
            192.0.2.1           , 192.0.2.2          , false
            2001:db8:1:2::1     , 2001:db8:1:2:ff::9 , true
            2001:db8:1:2::1     , 2001:db8:1:3::1    , false
            ::ffff:192.0.2.1    , 192.0.2.1          , true
            """)
    void addresses_areOneClient_whereTheyShareAnIpv6Network(String one, String other, boolean same) {
        assertThat(AddressPrefix.clientOf(InetAddress.ofLiteral(one))
                .equals(AddressPrefix.clientOf(InetAddress.ofLiteral(other))))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2001:db8:1:2::1     , 2001:db8:1:ff00::1 , true
            2001:db8:1:2::1     , 2001:db8:2:2::1    , false
            2001:db8:1::        , 2001:db8:1:0::     , true
            """)
    void ipv6Clients_areOfOneNetwork_whereTheyShareA48(String one, String other, boolean same) {
        AddressPrefix client = AddressPrefix.clientOf(InetAddress.ofLiteral(one));
        assertThat(Objects.equals(client.ipv6Network(),
                AddressPrefix.clientOf(InetAddress.ofLiteral(other)).ipv6Network())).isEqualTo(same);
        assertThat(client.ipv6Network()).isNotEqualTo(client);
    }

    @Test
    void ipv4Addresses_andPeersWithoutOne_areInNone() {
        assertThat(AddressPrefix.clientOf(InetAddress.ofLiteral("192.0.2.1")).ipv6Network()).isNull();
        assertThat(AddressPrefix.UNKNOWN.ipv6Network()).isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1           , 192.0.2.255        , true
            192.0.2.1           , 192.0.3.1          , false
            2001:db8:1:2::1     , 2001:db8:1:ff00::1 , true
            2001:db8:1:2::1     , 2001:db8:2:2::1    , false
            """)
    void neighbours_shareA24_orA48(String one, String other, boolean same) {
        assertThat(AddressPrefix.clientOf(Addresses.read(one).orElseThrow()).network()
                .equals(AddressPrefix.clientOf(InetAddress.ofLiteral(other)).network())).isEqualTo(same);
        assertThat(AddressPrefix.UNKNOWN.network()).isEqualTo(AddressPrefix.UNKNOWN);
    }
}
