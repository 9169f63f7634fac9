package io.doorstep.support.forwarding;

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
    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8"), ForwardedHeader.X_FORWARDED_FOR,
            () -> Instant.ofEpochMilli(nowMs.get()));

    private void read(String peer, String... values) {
        String _ = proxies.callerOf(peer, List.of(values));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "203.0.113.9,", " , ,", "", "10.0.0.2", "garbage, 203.0.113.9"})
    void whatCanBeRead_andEmptyElements_areNotCounted(String value) {
        read("10.0.0.1", value);
        read("10.0.0.1");
        read("192.0.2.1", "garbage");
        assertThat(proxies.unreadable().requests()).isZero();
        assertThat(proxies.unreadable().sentences()).isEmpty();
    }

    @Test
    void whatCannotBeRead_isCounted_andShownOncePerProxy() {
        read("10.0.0.1", "203.0.113.9, unknown");
        read("10.0.0.1", "other");
        read("10.0.0.1", "\u001b[31mx\u00e9" + "y".repeat(100) + ", 10.0.0.2");
        assertThat(proxies.unreadable().requests()).isEqualTo(3);
        assertThat(proxies.unreadable().sentences()).containsExactly(
                "The trusted proxy 10.0.0.1 writes X-Forwarded-For in a way that cannot be read ('unknown'): whom it"
                        + " forwards for share its limits",
                "The trusted proxy 10.0.0.2 writes X-Forwarded-For in a way that cannot be read ('?[31mx?"
                        + "y".repeat(33) + "...'): whom it forwards for share its limits");
    }

    @Test
    void whatIsAnHourAgo_isForgotten() {
        read("10.0.0.1", "unknown");
        nowMs.addAndGet(UnreadableHops.MEMORY.toMillis());
        assertThat(proxies.unreadable().sentences()).isEmpty();
        read("10.0.0.1", "_again");
        assertThat(proxies.unreadable().sentences()).singleElement().asString().contains("'_again'");
        nowMs.addAndGet(-Duration.ofMinutes(5).toMillis());
        assertThat(proxies.unreadable().sentences()).hasSize(1);
    }

    @Test
    void manyProxies_areCounted_andSomeShown() {
        for (int i = 0; i < 200; i++) {
            read("10.0.1." + i, "unknown");
        }
        assertThat(proxies.unreadable().requests()).isEqualTo(200);
        assertThat(proxies.unreadable().sentences()).hasSizeLessThanOrEqualTo(20);
    }
}
