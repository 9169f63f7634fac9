package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientKeyTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # written              , key
            192.0.2.1              , ip:192.0.2.1
            ip:192.0.2.1           , ip:192.0.2.1
            ::ffff:192.0.2.1       , ip:192.0.2.1
            2001:DB8:1:2::3        , ip:2001:db8:1:2::/64
            ip:2001:db8:1:2::/64   , ip:2001:db8:1:2::/64
            2001:db8:1::/48        , ip:2001:db8:1::/48
            ip:2001:DB8:1:9::/48   , ip:2001:db8:1::/48
            sub:ann                , sub:ann
            nonsense               , ip:nonsense
            """)
    void named_isTheClientThatAPersonMeans(String written, String key) {
        assertThat(ClientKey.named(written)).isEqualTo(new ClientKey(key));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # key                   , prefix
            ip:192.0.2.1            , ip:192.0.2.0/24
            ip:192.0.2.255          , ip:192.0.2.0/24
            ip:192.0.3.1            , ip:192.0.3.0/24
            ip:0.0.0.0              , ip:0.0.0.0/24
            ip:2001:db8:1:2::/64    , ip:2001:db8:1::/48
            ip:2001:db8:1::/64      , ip:2001:db8:1::/48
            ip:2001:db8::/64        , ip:2001:db8::/48
            ip:2001:0:0:5::/64      , ip:2001::/48
            ip:::/64                , ip:::/48
            ip:fe80::/64            , ip:fe80::/48
            ip:unknown              , ip:unknown
            sub:olga                , sub:olga
            sub:192.0.2.1           , sub:192.0.2.1
            sub:ip:2001:db8::/64    , sub:ip:2001:db8::/64
            ip:no:address           , ip:no:address
            ip:::ffff:192.0.2.1     , ip:::ffff:192.0.2.1
            ''                      , ''
            """)
    void prefix_isTheNetworkThatNeighboursShare(String key, String prefix) {
        assertThat(new ClientKey(key).prefix()).isEqualTo(new ClientKey(prefix));
        assertThat(new ClientKey(prefix).prefix()).isEqualTo(new ClientKey(prefix));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # address             , network
            2001:db8:1:2::3       , ip:2001:db8:1::/48
            2001:db8:1::3         , ip:2001:db8:1::/48
            2001:db8::3           , ip:2001:db8::/48
            2001:db8:0:5::1       , ip:2001:db8::/48
            2001::5:0:0:0:1       , ip:2001::/48
            0:0:0:5::1            , ip:::/48
            0:0:5:6::1            , ip:0:0:5::/48
            ::1                   , ip:::/48
            10::                  , ip:10::/48
            192.0.2.1             , none
            ::ffff:192.0.2.1      , none
            unknown               , none
            sub:2001:db8::/64     , none
            2001:db8:1::/48       , none
            """)
    void network_isTheFortyEight_ofAnIpv6ClientAlone(String address, @Nullable String network) {
        assertThat(ClientKey.named(address).network())
                .isEqualTo(network == null ? null : new ClientKey(network));
    }

    @RepeatedTest(100)
    void network_isThePrefix(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 100; i++) {
            String address = IntStream.range(0, 8)
                    .mapToObj(_ -> random.nextInt(3) == 0 ? "a0b" : random.nextBoolean() ? "0" : "10")
                    .collect(Collectors.joining(":"));
            ClientKey client = ClientKey.named(address);
            assertThat(client.network()).as(address).isEqualTo(client.prefix());
        }
    }
}
