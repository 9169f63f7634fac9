package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.topology.AbuseSetup;
import io.doorstep.analytics.topology.Replay;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.topology.store.LearnerSerdes;
import io.doorstep.analytics.topology.store.PartitionMessage;
import io.doorstep.analytics.topology.store.ScopeInWindow;
import io.doorstep.analytics.topology.store.WriteBackStore;
import io.doorstep.analytics.topology.store.WriteBackStoreBuilder;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.analytics.usage.ClientUsage;
import io.doorstep.analytics.usage.WindowUsage;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three input partitions become one pattern. */
class MergeTests {
    private static final long WINDOW_MS = 10_000;
    private static final long END = 20_000;

    private static final TopologySettings SETTINGS = new TopologySettings(Duration.ofMillis(WINDOW_MS), Duration.ZERO,
            TuningMode.OFF, TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS, AbuseSetup.DEFAULTS,
            Path.of("nowhere"));

    private final RecordingListener listener = new RecordingListener();
    private final MockProcessorContext<String, EventEnvelope> context = new MockProcessorContext<>();
    private ScopeWindows windows = new ScopeWindows(SETTINGS, ReadModels.configured(), Beginning.anew(3), listener);

    @BeforeEach
    void init() {
        KeyValueStore<String, Long> counters = Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Counters.STORE), Serdes.String(), Serdes.Long()).withLoggingDisabled()
                .build();
        KeyValueStore<String, ScopeState> states = Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RevisionStore.STATES), Serdes.String(),
                LearnerSerdes.json(ScopeState.class))
                .withLoggingDisabled()
                .build();
        WriteBackStore<ScopeInWindow, ?> scopes = new WriteBackStoreBuilder<>(ScopeWindows.SCOPES,
                LearnerSerdes.scopeKey(),
                LearnerSerdes.scopeUsage()).withLoggingDisabled().build();
        WriteBackStore<String, ?> sources = new WriteBackStoreBuilder<>(LossTrackers.STORE, Serdes.String(),
                LearnerSerdes.ledger())
                .withLoggingDisabled().build();
        List.of(scopes, counters, states, sources).forEach(store -> {
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        });
        context.setCurrentSystemTimeMs(END);
        windows.init(context);
    }

    @Test
    void pattern_waitsForAllPartitions_thenSumsThem() {
        fold("a");
        closed(0, END);
        fold("b");
        closed(1, END);
        assertThat(context.forwarded()).isEmpty();

        closed(2, END);

        assertThat(patterns()).hasSize(3).allSatisfy(pattern -> {
            assertThat(pattern.windowStartMs()).isEqualTo(END - WINDOW_MS);
            assertThat(pattern.clients()).isEqualTo(2);
            assertThat(pattern.attempts()).isEqualTo(2);
        });
    }

    @Test
    void pattern_isPublishedOnce_whenAPartitionSaysAgainThatItHasClosed() {
        fold("a");
        closed(0, END);
        closed(1, END);
        closed(2, END);
        closed(2, END);
        closed(1, END - WINDOW_MS);
        assertThat(patterns()).hasSize(3);
    }

    @Test
    void fold_isLeftOutAndCounted_whenItsPatternIsPublished() {
        closed(0, END);
        closed(1, END);
        closed(2, END);
        fold("a");
        closed(0, END + WINDOW_MS);
        closed(1, END + WINDOW_MS);
        closed(2, END + WINDOW_MS);

        assertThat(context.forwarded()).isEmpty();
        assertThat(listener.late).isEqualTo(1);
    }

    @Test
    void whatPartitionsHadClosed_isOpenAgain_whenTheyReadAgain() {
        closed(0, END);
        closed(1, END);
        var again = new ScopeWindows(SETTINGS, ReadModels.configured(),
                new Beginning(3, new Replay(1, 0, Map.of()), false), listener);
        again.init(context);
        windows = again;
        fold("a");
        closed(2, END);
        closed(0, END);
        assertThat(context.forwarded()).as("the second has not read it again").isEmpty();

        closed(1, END);

        assertThat(patterns()).hasSize(3);
    }

    private void fold(String client) {
        WindowUsage window = new WindowUsage();
        window.add(ClientUsage.empty().add(new EventEnvelope("chat-1", 1, Instant.EPOCH, DoorEvents.opened(client))));
        window.scopes().forEach((scope, usage) -> send(new PartitionMessage.Fold(END - WINDOW_MS, scope, usage)));
    }

    private void closed(int partition, long upTo) {
        send(new PartitionMessage.Closed(partition, upTo));
    }

    private void send(PartitionMessage message) {
        byte[] bytes = LearnerSerdes.part().serializer().serialize("parts", message);
        windows.process(new Record<>("k", LearnerSerdes.part().deserializer().deserialize("parts", bytes), 0));
    }

    private List<UsagePattern> patterns() {
        return context.forwarded().stream().map(forward -> (UsagePattern) forward.record().value().event()).toList();
    }

    @Test
    void forms_keepWhatWasHeard() {
        for (PartitionMessage message : List.of(new PartitionMessage.Heard("chät-1", List.of(3L, 1L << 40), 1, END),
                new PartitionMessage.Settled("chät-1", END, 7))) {
            assertThat(LearnerSerdes.part().deserializer().deserialize("t",
                    LearnerSerdes.part().serializer().serialize("t", message)))
                    .isEqualTo(message);
        }
    }

    @Test
    void forms_keepScopesOfAnyName() {
        var key = new ScopeInWindow(END, Scope.product("ünï-☔"));
        byte[] bytes = LearnerSerdes.scopeKey().serializer().serialize("t", key);
        assertThat(LearnerSerdes.scopeKey().deserializer().deserialize("t", bytes)).isEqualTo(key);
    }
}
