package io.doorstep.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetTests {
    private static final String NAME = "doorstep.hook";

    private static String secret(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @Test
    void without_anAddress_thereIsNone() {
        assertThat(WebhookTarget.of(NAME, " ", "")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookTarget.of(NAME, "", secret(32)))
                .withMessage("doorstep.hook-secret does nothing unless doorstep.hook is set");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://shop.example/hooks?a=1 , shop.example
            http://127.0.0.1:8099          , 127.0.0.1:8099
            HTTPS://shop.example           , shop.example
            http://[::1]:8099/x            , [::1]:8099
            """)
    void addresses_areTaken_andNamedByHostAndPortAlone(String url, String place) {
        assertThat(WebhookTarget.of(NAME, url, secret(24)).orElseThrow().place()).isEqualTo(place);
        assertThat(WebhookTarget.of(NAME, url, secret(64))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example/hooks", "ftp://shop.example", "https://", "https:///hooks", "https://a b/",
            "https://name:password@shop.example/", "https://shop.example/#there", "https://shop.example:65536/",
            "mailto:me@shop.example"})
    void whatIsNoAddress_isRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookTarget.of(NAME, url, secret(32)))
                .withMessageStartingWith("doorstep.hook is not an address such as https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "whsec_", "whsec_not base64, though it is long enough for one"})
    void whatIsNoSecret_isRefused_andNotRepeated(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookTarget.of(NAME, "https://shop.example", secret))
                .withMessage("doorstep.hook-secret must be the Base64 of 24 to 64 bytes: write whsec_ and what "
                        + "`openssl rand -base64 32` prints");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 65})
    void keys_haveTheLengthOfTheSpecification(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookTarget.of(NAME, "https://shop.example", secret(bytes)));
    }
}
