package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientResolverTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # trusted          , remote               , X-Forwarded-For                    , client
            ''                 , 192.0.2.1            , ''                                 , ip:192.0.2.1
            ''                 , 192.0.2.1            , 198.51.100.7                       , ip:192.0.2.1
            10.0.0.0/8         , 192.0.2.1            , 198.51.100.7                       , ip:192.0.2.1
            10.0.0.0/8         , 10.1.2.3             , 198.51.100.7                       , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '1.1.1.1, 198.51.100.7'            , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, 10.9.9.9'           , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '1.1.1.1|198.51.100.7, 10.9.9.9'   , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , 198.51.100.7:4711                  , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '[2001:db8:1:2::3]:4711'           , ip:2001:db8:1:2::/64
            10.0.0.0/8         , 10.1.2.3             , garbage                            , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, <script>'           , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7,'                    , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , 0.0.0.0/0                          , ip:10.1.2.3
            '10.0.0.0/8;::1'   , ::1                  , 198.51.100.7                       , ip:198.51.100.7
            ''                 , 2001:db8:1:2:3:4:5:6 , ''                                 , ip:2001:db8:1:2::/64
            ''                 , 2001:db8:1:2:ffff::1 , ''                                 , ip:2001:db8:1:2::/64
            ''                 , ::ffff:192.0.2.1     , ''                                 , ip:192.0.2.1
            ''                 , fe80::1%eth0         , ''                                 , ip:fe80::/64
            """)
    void resolve_findsTheCaller(String trusted, String remote, String forwardedFor, String client) {
        List<String> proxies = trusted.isEmpty() ? List.of() : Arrays.asList(trusted.split(";", -1));
        List<String> headers = forwardedFor.isEmpty() ? List.of() : Arrays.asList(forwardedFor.split("\\|", -1));
        assertThat(new ClientResolver(proxies).resolve(remote, headers, null).key().value()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "10.0.0.0/40"})
    void aTrustedProxyThatIsNoAddress_isRefusedAtTheStart(String proxy) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientResolver(List.of(proxy)))
                .withMessageStartingWith("doorstep.trusted-proxies: '" + proxy + "' is not an address");
    }

    @Test
    void pseudonym_isTheSameForOneSecret_andSaysNothing() {
        ClientKey key = ClientKey.ofAddress("192.0.2.1");
        assertThat(new Pseudonyms("a").of(key)).isEqualTo(new Pseudonyms("a").of(key)).hasSize(43)
                .isNotEqualTo(new Pseudonyms("b").of(key)).doesNotContain("192");
    }
}
