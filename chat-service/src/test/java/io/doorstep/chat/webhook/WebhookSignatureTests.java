package io.doorstep.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSignatureTests {

    @Test
    void aMessage_isSignedAsTheLibrariesOfTheSpecificationSignIt() {
        byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(WebhookSignature.of(key,
                new WebhookMessage("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}"), 1_614_265_330))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
