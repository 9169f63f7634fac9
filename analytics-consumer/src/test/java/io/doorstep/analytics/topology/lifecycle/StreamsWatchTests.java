package io.doorstep.analytics.topology.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.InputState;
import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicsSeen;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsWatchTests {
    private static final Uuid OLD = new Uuid(1, 1);
    private static final Uuid NEW = new Uuid(2, 2);
    private static final TopicPartition ZERO = new TopicPartition("admission.connections", 0);
    private static final TopicPartition ONE = new TopicPartition("admission.connections", 1);

    private final StreamsWatch watch = new StreamsWatch();

    private static TopicsSeen connections(Uuid id) {
        return new TopicsSeen(Contact.ANSWERS, Map.of(Topic.CONNECTIONS, new FoundTopic(id, 2)), Map.of());
    }

    @BeforeEach
    void start() {
        watch.reset(connections(OLD), Map.of(), 0);
        assertThat(watch.changed(connections(OLD), Map.of())).isNull();
    }

    @Test
    void aTopic_isAnother_ifItWasMadeAnewBeforeTheFirstLook() {
        watch.reset(connections(OLD), Map.of("internal", OLD), 0);
        assertThat(watch.changed(connections(NEW), Map.of("internal", OLD)))
                .isEqualTo("topic admission.connections was made anew");
        assertThat(watch.changed(connections(OLD), Map.of("internal", NEW))).isEqualTo("topic internal was made anew");
    }

    @Test
    void aTopicThatIsGone_orAnother_isSaid_andOneThatIsNewIsNot() {
        assertThat(watch.changed(connections(OLD), Map.of("internal", OLD))).isNull();
        assertThat(watch.changed(connections(OLD), Map.of())).isEqualTo("topic internal is gone");
        assertThat(watch.changed(connections(OLD), Map.of("internal", NEW))).isEqualTo("topic internal was made anew");
        assertThat(watch.changed(connections(NEW), Map.of("internal", OLD)))
                .isEqualTo("topic admission.connections was made anew");
        watch.reset(connections(NEW), Map.of(), 0);
        assertThat(watch.changed(connections(NEW), Map.of())).isNull();
    }

    @Test
    void internalTopics_areLost_whenTheyWereThereAndAreGoneOrOthers() {
        assertThat(watch.changed(connections(OLD), Map.of("kept", OLD, "gone", OLD, "other", OLD))).isNull();
        assertThat(watch.lost(Map.of("kept", OLD, "other", NEW, "new", NEW),
                Set.of("kept", "gone", "other", "new", "never"))).containsExactly("gone", "other");
    }

    @Test
    void anOffset_isStale_ifItIsOfTheTopicBefore() {
        watch.observe(new InputState(1, Map.of(ZERO, 50L, ONE, 7L), Map.of(ZERO, 40L, ONE, 5L)), 1);
        watch.observe(new InputState(1, Map.of(ZERO, 50L, ONE, 7L), Map.of(ZERO, 50L, ONE, 2L)), 2);
        assertThat(watch.stale(connections(OLD), Map.of(ZERO, 50L, ONE, 7L))).as("it is the same").isEmpty();
        assertThat(watch.stale(connections(NEW), Map.of(ZERO, 50L, ONE, 2L))).as("of the other much was read")
                .containsExactly(ZERO);
        assertThat(watch.stale(connections(NEW), Map.of())).as("Kafka has forgotten them").isEmpty();
    }

    @Test
    void theGroup_isStuck_whileThereIsMoreAndNothingIsCommitted() {
        watch.observe(new InputState(1, Map.of(ZERO, 50L), Map.of(ZERO, 50L)), 10);
        assertThat(watch.stuckNanos(100)).isZero();
        watch.observe(new InputState(1, Map.of(ZERO, 60L), Map.of(ZERO, 50L)), 110);
        watch.observe(new InputState(1, Map.of(ZERO, 60L), Map.of(ZERO, 50L)), 150);
        assertThat(watch.stuckNanos(200)).isEqualTo(190);
        watch.observe(new InputState(1, Map.of(ZERO, 60L), Map.of(ZERO, 55L)), 210);
        assertThat(watch.stuckNanos(250)).isEqualTo(40);
    }
}
