package io.doorstep.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doorstep.support.forwarding.Addresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExemptClientsTests {
    private static final String SECRET = "s".repeat(32);
    /** The names that the chat service gives with this secret; {@code ClientResolverTests} there has the same. */
    private static final String OF_192_0_2_7 = "BO6Ari3r3HR1djzBK_DVVhuDbsW7HpVdDYGh_5FbaEw";
    private static final String OF_192_0_3_0 = "ge0Sp17tZ764fdxkVbKzG84skm_RgNk78rjEwcutsbE";
    private static final String OF_2001_DB8_0_1 = "21po5Xg99RGPF_YXMdc_ap-o7Z-doB-742DRAz4sFdM";

    @ParameterizedTest
    @CsvSource(textBlock = """
            # network            , 192.0.2.7, 192.0.3.0, 2001:db8:0:1::/64
            192.0.2.0/24         , true     , false    , false
            192.0.2.9/24         , true     , false    , false
            192.0.2.7            , true     , false    , false
            192.0.2.6/31         , true     , false    , false
            192.0.2.8/31         , false    , false    , false
            192.0.0.0/16         , true     , true     , false
            2001:db8::/48        , false    , false    , true
            2001:db8:0:1::5      , false    , false    , true
            2001:db8:0:1::/96    , false    , false    , true
            2001:db8:0:2::/64    , false    , false    , false
            ::ffff:192.0.2.0/120 , true     , false    , false
            """)
    void network_hasItsClients_andNoOther(String network, boolean first, boolean second, boolean sixth) {
        var exempt = new ExemptClients(List.of(network), SECRET);
        assertThat(exempt.test(OF_192_0_2_7)).isEqualTo(first);
        assertThat(exempt.test(OF_192_0_3_0)).isEqualTo(second);
        assertThat(exempt.test(OF_2001_DB8_0_1)).isEqualTo(sixth);
    }

    @Test
    void names_areThoseOfTheChatService() {
        var names = new KeyedNames(SECRET);
        assertThat(names.of(Addresses.read("192.0.2.7").orElseThrow())).isEqualTo(OF_192_0_2_7);
        assertThat(names.of(Addresses.block("2001:db8:0:1::/64").orElseThrow())).isEqualTo(OF_2001_DB8_0_1);
    }

    @Test
    void nobody_isExempt_whereThereAreNoNetworks() {
        assertThat(new ExemptClients(List.of(), SECRET).test(OF_192_0_2_7)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = "'', x, 'not base64!', AAAA")
    void whatIsNoName_isNotExempt(String client) {
        assertThat(new ExemptClients(List.of("192.0.2.0/24"), SECRET).test(client)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.0/8     | doorstep.abuse.exempt has networks with 16777216 clients together, more than 65536: write smaller ones
            2001:db8::/32  | doorstep.abuse.exempt has networks with 4294967296 clients together, more than 65536
            example.org    | doorstep.abuse.exempt: 'example.org' is not an address or a CIDR block such as 192.0.2.0/24
            10.0.0         | doorstep.abuse.exempt: '10.0.0' is not an address or a CIDR block
            """)
    void wrongNetwork_isRefusedInOneSentence(String network, String sentence) {
        assertThatThrownBy(() -> ExemptClients.requireReadable(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(sentence);
    }
}
