package io.doorstep.benchmarks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Violation;
import io.doorstep.events.WouldReject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageEventsTests {
    private record Told(long timeMs, int client, Event event) {}

    private final MessageEvents events = new MessageEvents();
    private final List<Told> told = new ArrayList<>();

    private void message(long timeMs, Acquisition acquisition) {
        events.add(new Attempt(timeMs, 3, Standing.LEGIT),
                new Answer(acquisition, Limits.DEFAULTS.messageRate(), 11), this::hear);
    }

    private void hear(long timeMs, int client, Event event) {
        told.add(new Told(timeMs, client, event));
    }

    private static Acquisition granted(boolean refusedByCandidate) {
        Limiters limiters = new Limiters(LimiterFactory.slidingWindow(() -> 0), 1);
        Subject subject = Subject.of(ClientKey.ofAddress("192.0.2.1"));
        RateLimit limit = RateLimit.of(2, Duration.ofMinutes(1));
        Acquisition first = limiters.tryAcquire(LimitName.MESSAGE_RATE, subject, limit, 1);
        return refusedByCandidate ? limiters.tryAcquire(LimitName.MESSAGE_RATE, subject, limit, 1) : first;
    }

    private <T extends Event> List<T> told(Class<T> type) {
        return told.stream().map(Told::event).filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void activity_isOneEventForAMinute_andCountsWhatWasRefused() {
        message(61_000, granted(false));
        message(62_000, new Acquisition.Refused(500));
        message(121_000, granted(false));
        events.end(this::hear);

        assertThat(told(ConnectionActivity.class)).extracting(ConnectionActivity::windowStartMs,
                ConnectionActivity::messages, ConnectionActivity::messagesRefused, ConnectionActivity::sessionMessages,
                ConnectionActivity::opened).containsExactly(
                        tuple(60_000L, 1L, 1L, 2L, 1),
                        tuple(120_000L, 1L, 0L, 1L, 0));
        assertThat(told).filteredOn(one -> one.event() instanceof ConnectionActivity).extracting(Told::timeMs)
                .containsExactly(119_999L, 179_999L);
    }

    @Test
    void refusals_areOneEventForASecond_withTheTimeOfTheFirstAndTheWaitOfTheLast() {
        message(10, new Acquisition.Refused(900));
        message(20, new Acquisition.Refused(890));
        message(1010, new Acquisition.Refused(1));
        events.end(this::hear);

        assertThat(told(Violation.class)).extracting(Violation::count).containsExactly(2L, 1L);
        assertThat(told(Violation.class).getFirst()).satisfies(first -> {
            assertThat(first.code()).isEqualTo(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED);
            assertThat(first.limitName()).isEqualTo(LimitName.MESSAGE_RATE);
            assertThat(first.limit()).isEqualTo(30);
            assertThat(first.retryAfterMs()).isEqualTo(890);
        });
        assertThat(told).filteredOn(one -> one.event() instanceof Violation).first()
                .isEqualTo(new Told(10, 3, told(Violation.class).getFirst()));
    }

    @Test
    void wouldReject_isToldWithTheNumberOfTheCandidate() {
        message(10, granted(true));
        message(20, granted(true));
        message(30, granted(false));
        events.end(this::hear);

        assertThat(told(WouldReject.class)).singleElement().satisfies(shadow -> {
            assertThat(shadow.count()).isEqualTo(2);
            assertThat(shadow.limit()).isEqualTo(11);
            assertThat(shadow.limitName()).isEqualTo(LimitName.MESSAGE_RATE);
        });
    }

    @Test
    void client_opensASocket_onceInAWindow() {
        message(10, granted(false));
        message(100_000, granted(false));
        events.end(this::hear);
        message(300_000, granted(false));

        assertThat(told(ConnectionOpened.class)).hasSize(2);
        assertThat(told).extracting(Told::client).containsOnly(3);
    }
}
