package io.doorstep.analytics.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteBackStoreTests {
    private static final WriteBackStore.Range<String> ALL = new WriteBackStore.Range<>("", "~", _ -> true);

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private final WriteBackStore<String, AtomicLong> store = builder().withLoggingDisabled().build();

    private static WriteBackStoreBuilder<String, AtomicLong> builder() {
        return new WriteBackStoreBuilder<>("counts", Serdes.String(), form());
    }

    private static Serde<AtomicLong> form() {
        Serializer<AtomicLong> out = (_, value) -> value == null
                ? null
                : ByteBuffer.allocate(8).putLong(value.get()).array();
        Deserializer<AtomicLong> in = (_, bytes) -> bytes == null
                ? null
                : new AtomicLong(ByteBuffer.wrap(bytes).getLong());
        return Serdes.serdeFrom(out, in);
    }

    @BeforeEach
    void init() {
        store.init(context.getStateStoreContext(), store);
    }

    private void add(String key) {
        store.change(key, AtomicLong::new).incrementAndGet();
    }

    private Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        store.forEach(ALL, (key, value) -> assertThat(all.put(key, value.get())).isNull());
        return all;
    }

    @Test
    void change_isSeen_beforeAndAfterItIsWritten() {
        add("a");
        add("a");
        assertThat(all()).containsExactly(Map.entry("a", 2L));
        store.flushCache();
        add("a");
        add("b");
        assertThat(all()).containsExactly(Map.entry("a", 3L), Map.entry("b", 1L));
        assertThat(store.keys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void change_thatIsNotWritten_isNoMore_afterTheCacheIsCleared() {
        add("a");
        store.flushCache();
        add("a");
        add("b");
        store.clearCache();
        assertThat(all()).containsExactly(Map.entry("a", 1L));
    }

    @Test
    void delete_leavesNothing_whetherItWasWrittenOrNot() {
        add("a");
        add("b");
        store.flushCache();
        add("c");
        store.delete("a");
        store.delete("c");
        store.clearCache();
        store.delete("b");
        store.flushCache();
        assertThat(all()).isEmpty();
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void everyChange_isKept_whenThereAreMoreThanAreHeld() {
        int keys = 2 * WriteBackStore.MOST_LIVE + 7;
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < keys; key++) {
                add("k" + key);
            }
        }
        assertThat(all()).hasSize(keys).allSatisfy((_, count) -> assertThat(count).isEqualTo(3));
        assertThat(store.keys()).hasSize(keys);
    }

    @Test
    void range_holdsWhatIsInIt_writtenOrNot() {
        add("a1");
        add("b1");
        store.flushCache();
        store.clearCache();
        add("a2");
        add("b2");
        List<String> found = new ArrayList<>();
        store.forEach(new WriteBackStore.Range<>("a", "b", key -> key.startsWith("a")), (key, _) -> found.add(key));
        assertThat(found).containsExactlyInAnyOrder("a1", "a2");
    }

    /** Holds Kafka to calling its caches, of which this is one, before a commit. */
    @Test
    void commit_writesOneRecordForEachObjectThatHasChanged() {
        var topology = new Topology();
        topology.addSource("in", new StringDeserializer(), new StringDeserializer(), "in");
        topology.addProcessor("count", Counting::new, "in");
        topology.addStateStore(builder(), "count");
        var config = new Properties();
        config.putAll(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "nowhere:1", StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2));
        try (var driver = new TopologyTestDriver(topology, config)) {
            var in = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            in.pipeInput("a", "three times");
            in.pipeInput("b", "three times");
            assertThat(driver.producedTopicNames()).containsExactly("test-counts-changelog");
            assertThat(driver.createOutputTopic("test-counts-changelog", new StringDeserializer(),
                    form().deserializer()).readKeyValuesToList())
                    .extracting(change -> change.key + change.value).containsExactly("a3", "b3");
        }
    }

    private static final class Counting extends ContextualProcessor<String, String, String, String> {
        private WriteBackStore<String, AtomicLong> counts;

        @SuppressWarnings("NullAway.Init")
        Counting() {}

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            counts = context.getStateStore("counts");
        }

        @Override
        public void process(Record<String, String> record) {
            for (int i = 0; i < 3; i++) {
                counts.change(record.key(), AtomicLong::new).incrementAndGet();
            }
        }
    }
}
