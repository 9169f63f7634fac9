package io.doorstep.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTests {

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02T03:04:05Z", "2026-01-02T03:04:05.6Z", "2026-01-02T03:04:05.678Z",
            "2026-01-02T03:04:05.678901Z", "2026-12-31T23:59:59.999999999Z", "2024-02-29T00:00:00.000000001Z",
            "1969-12-31T23:59:59.5Z", "0000-01-01T00:00:00Z", "+12026-01-02T03:04:05Z", "-0001-01-02T03:04:05Z",
            "2026-01-02T24:00:00Z", "2026-01-02T23:59:60Z", "2026-01-02T03:04:05+01:00", "2026-01-02t03:04:05z",
            "2026-01-02T03:04Z", "2026-01-02T03:04:05.Z"})
    void instant_isTheOneThatJavaReads(String text) {
        assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
            "2026-01-02T03:04:05", "2026-01-02T03:60:05Z", "2026-01-02T25:04:05Z", "2026-01-02T03:04:05.1234567890Z",
            "2026-01-02T03:04:05.12x4Z", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05,5Z", "2026/01/02T03:04:05Z",
            "٢٠٢٦-01-02T03:04:05Z"})
    void text_isRefused_whenItIsNoInstant(String text) {
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void written_isRead_whateverItsNanos() {
        for (long nanos = 0; nanos < 1_000_000_000; nanos += 7_654_321) {
            Instant instant = Instant.ofEpochSecond(1_767_323_045, nanos);
            assertThat(InstantText.parse(instant.toString())).isEqualTo(instant);
        }
    }
}
