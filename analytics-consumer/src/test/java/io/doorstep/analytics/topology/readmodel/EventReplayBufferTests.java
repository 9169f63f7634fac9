package io.doorstep.analytics.topology.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.CommandAnswered;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EventReplayBufferTests {
    private final EventReplayBuffer feed = new EventReplayBuffer();
    private final List<Long> heard = new ArrayList<>();
    private final Consumer<EventReplayBuffer.Entry> listener = this::hear;

    private void hear(EventReplayBuffer.Entry entry) {
        heard.add(entry.id());
    }

    private static EventEnvelope event(long sequence) {
        return new EventEnvelope("learner", sequence, Instant.EPOCH,
                new CommandAnswered("c" + sequence, Scope.DEFAULT, null, true, 1, "r", "ada"));
    }

    private List<Long> resume(long after) {
        return feed.subscribe(after, listener).stream().map(EventReplayBuffer.Entry::id).toList();
    }

    @Test
    void listeners_hearWhatHappensFromNowOn_untilTheyLeave() {
        feed.remember(event(1));
        feed.add(event(2));
        feed.subscribe(listener);
        feed.remember(event(3));
        feed.add(event(4));
        feed.unsubscribe(listener);
        feed.add(event(5));
        assertThat(heard).containsExactly(4L);
    }

    @Test
    void whoComesBack_getsWhatCameAfter_inTheOrderInWhichItCame() {
        List.of(11L, 15L, 12L, 16L).forEach(id -> feed.add(event(id)));
        assertThat(resume(15)).as("12 was published before, and came after").containsExactly(12L, 16L);
        assertThat(resume(16)).isEmpty();
    }

    @Test
    void whoComesFromElsewhere_getsAllThatWasPublishedAfter() {
        List.of(14L, 11L, 13L).forEach(id -> feed.remember(event(id)));
        feed.add(event(20));
        assertThat(resume(13)).as("what was there at the start came in no order").containsExactly(14L, 20L);
        assertThat(resume(12)).as("never heard of here").containsExactly(13L, 14L, 20L);
    }

    @Test
    void memory_isBounded() {
        for (long id = 1; id <= EventReplayBuffer.MOST + 3; id++) {
            feed.add(event(id));
        }
        assertThat(resume(0)).hasSize(EventReplayBuffer.MOST).startsWith(4L);
    }
}
