package io.doorstep.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAnswerTests {

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void success_isTaken(int status) {
        assertThat(WebhookAnswer.of(status, null)).isEqualTo(new WebhookAnswer.Taken());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 599})
    void whatMayPass_isTriedAgain(int status) {
        assertThat(WebhookAnswer.of(status, null))
                .isEqualTo(new WebhookAnswer.TryAgain("answered " + status, null));
        assertThat(WebhookAnswer.of(status, " 7 "))
                .isEqualTo(new WebhookAnswer.TryAgain("answered " + status, Duration.ofSeconds(7)));
        assertThat(WebhookAnswer.of(status, "Fri, 31 Dec 1999 23:59:59 GMT"))
                .isEqualTo(new WebhookAnswer.TryAgain("answered " + status, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 301, 302, 307, 400, 401, 404, 410, 600})
    void whatWillNot_isRefused_redirectsToo(int status) {
        assertThat(WebhookAnswer.of(status, "7")).isEqualTo(new WebhookAnswer.Refused("answered " + status));
    }
}
