package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableHopsTests {
    private final AtomicLong nowMs = new AtomicLong(1_000_000_000);
    private final ClientResolver clients = new ClientResolver(List.of("10.0.0.0/8"), ForwardedHeader.X_FORWARDED_FOR,
            () -> Instant.ofEpochMilli(nowMs.get()));

    private void resolve(String peer, String... values) {
        clients.resolve(peer, List.of(values), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "203.0.113.9,", " , ,", "", "10.0.0.2", "garbage, 203.0.113.9"})
    void whatCanBeRead_andEmptyElements_areNotCounted(String value) {
        resolve("10.0.0.1", value);
        resolve("10.0.0.1");
        resolve("192.0.2.1", "garbage");
        assertThat(clients.unreadable().requests()).isZero();
        assertThat(clients.unreadable().sentences()).isEmpty();
    }

    @Test
    void whatCannotBeRead_isCounted_andShownOncePerProxy() {
        resolve("10.0.0.1", "203.0.113.9, unknown");
        resolve("10.0.0.1", "other");
        resolve("10.0.0.1", "\u001b[31mx\u00e9" + "y".repeat(100) + ", 10.0.0.2");
        assertThat(clients.unreadable().requests()).isEqualTo(3);
        assertThat(clients.unreadable().sentences()).containsExactly(
                "The trusted proxy 10.0.0.1 writes X-Forwarded-For in a way that cannot be read ('unknown'): whom it"
                        + " forwards for share its limits",
                "The trusted proxy 10.0.0.2 writes X-Forwarded-For in a way that cannot be read ('?[31mx?"
                        + "y".repeat(33) + "...'): whom it forwards for share its limits");
    }

    @Test
    void whatIsAnHourAgo_isForgotten() {
        resolve("10.0.0.1", "unknown");
        nowMs.addAndGet(UnreadableHops.MEMORY.toMillis());
        assertThat(clients.unreadable().sentences()).isEmpty();
        resolve("10.0.0.1", "_again");
        assertThat(clients.unreadable().sentences()).singleElement().asString().contains("'_again'");
        nowMs.addAndGet(-Duration.ofMinutes(5).toMillis());
        assertThat(clients.unreadable().sentences()).hasSize(1);
    }

    @Test
    void manyProxies_areCounted_andSomeShown() {
        for (int i = 0; i < 200; i++) {
            resolve("10.0.1." + i, "unknown");
        }
        assertThat(clients.unreadable().requests()).isEqualTo(200);
        assertThat(clients.unreadable().sentences()).hasSizeLessThanOrEqualTo(20);
    }
}
