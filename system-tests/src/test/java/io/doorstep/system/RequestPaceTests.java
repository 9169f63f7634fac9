package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawHttp;
import io.doorstep.testing.socket.Visitor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests of one client that come faster than so many a second. */
class RequestPaceTests {

    @Test
    void aFastClient_waitsForItsAnswers_andNobodyElse_norItsSockets() throws Exception {
        try (RunningChat chat = RunningChat.with("doorstep.requests.per-second=20");
                RawHttp fast = new RawHttp(chat.port(), "127.0.0.5");
                RawHttp other = new RawHttp(chat.port(), "127.0.0.6")) {
            long start = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                assertThat(fast.send("GET", "/api/health", "").status()).isIn(200, 503);
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).as("40 of them were too fast")
                    .isGreaterThan(1500);
            assertThat(other.send("GET", "/api/health", "").status()).isIn(200, 503);
            try (Visitor visitor = Visitor.connectFrom("127.0.0.5", chat.socket("11", "s-1"))) {
                assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
            }
            assertThat(chat.meter("doorstep.requests.waiting")).isZero();
        }
    }
}
