package io.doorstep.chat.kafka.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.sanction.Sanctions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class LimitsBootstrapTests {
    private final List<Duration> waits = new ArrayList<>();

    private LimitsBootstrap bootstrap(boolean read, Duration within) {
        return new LimitsBootstrap(new RevisionsStatus() {
            @Override
            public boolean areRead() {
                return read;
            }

            @Override
            public long lapsed() {
                return 0;
            }

            @Override
            public boolean awaitRead(Duration most) {
                waits.add(most);
                return read;
            }
        }, sanctions(), null, within);
    }

    private static SanctionsFeed sanctions() {
        var feed = new SanctionsFeed(
                new Sanctions(new Pseudonyms("test"), Duration.ofDays(30), InstantSource.fixed(Instant.EPOCH)));
        feed.onCaughtUp();
        return feed;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_waitsOnce_andGoesOnWhateverCameOfIt(boolean read) {
        var bootstrap = bootstrap(read, Duration.ofSeconds(5));
        bootstrap.start();
        assertThat(bootstrap.isRunning()).isTrue();
        assertThat(waits).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void start_doesNotWait_whereItMustNot() {
        bootstrap(false, Duration.ZERO).start();
        assertThat(waits).isEmpty();
    }

    @Test
    void theWebServer_startsAfterwards() {
        assertThat(bootstrap(true, Duration.ZERO).getPhase())
                .isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE).isPositive();
    }
}
