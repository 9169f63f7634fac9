package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientKeyTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # client                  , network
            ip:192.0.2.1              , ip:192.0.2
            ip:192.0.2.254            , ip:192.0.2
            ip:192.0.3.1              , ip:192.0.3
            ip:2001:db8:1:2::/64      , ip:2001:db8:1
            ip:2001:db8:1:3::/64      , ip:2001:db8:1
            ip:2001:db8:1::/64        , ip:2001:db8:1
            ip:2001:db8:2::/64        , ip:2001:db8:2
            ip:2001:db8::/64          , ip:2001:db8
            ip:2001:0:0:1::/64        , ip:2001:0:0
            ip:fe80::/64              , ip:fe80
            ip:::/64                  , ip:
            ip:unknown                , ip:unknown
            sub:olga                  , sub:olga
            """)
    void prefix_isTheNetwork(String client, String network) {
        assertThat(new ClientKey(client).prefix()).isEqualTo(network);
    }
}
