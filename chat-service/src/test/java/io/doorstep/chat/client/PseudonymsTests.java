package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymsTests {

    @Test
    void of_isTheSameForOneSecret_andSaysNothing() {
        ClientKey key = ClientKey.ofAddress("192.0.2.1");
        assertThat(new Pseudonyms("a").of(key)).isEqualTo(new Pseudonyms("a").of(key)).hasSize(43)
                .isNotEqualTo(new Pseudonyms("b").of(key)).doesNotContain("192");
    }

    /** The learner computes the names of exempt networks by itself: {@code ExemptClientsTests} there has the same. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.7,     BO6Ari3r3HR1djzBK_DVVhuDbsW7HpVdDYGh_5FbaEw
            192.0.3.0,     ge0Sp17tZ764fdxkVbKzG84skm_RgNk78rjEwcutsbE
            2001:db8:0:1::9, 21po5Xg99RGPF_YXMdc_ap-o7Z-doB-742DRAz4sFdM
            """)
    void of_isTheOneThatTheLearnerComputes(String address, String name) {
        assertThat(new Pseudonyms("s".repeat(32)).of(ClientKey.named(address))).isEqualTo(name);
    }

    @Test
    void all_areThoseUnderEachSecret_withTheIdsOfTheirKeys() {
        ClientKey key = ClientKey.ofAddress("192.0.2.1");
        Pseudonyms before = new Pseudonyms("a");
        Pseudonyms after = new Pseudonyms("b", List.of("a"));
        assertThat(after.all(key)).containsExactly(new Pseudonyms.Named(after.keyId(), after.of(key)),
                new Pseudonyms.Named(before.keyId(), before.of(key)));
        assertThat(after.keyId()).matches("[0-9a-f]{8}").isNotEqualTo(before.keyId());
    }
}
