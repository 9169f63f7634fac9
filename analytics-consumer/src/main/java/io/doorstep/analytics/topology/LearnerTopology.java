package io.doorstep.analytics.topology;

import io.doorstep.analytics.book.History;
import io.doorstep.analytics.book.ScopeBook;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Topic;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Events to patterns to revisions, and operators' commands to revisions and answers. */
final class LearnerTopology implements Supplier<Topology> {
    static final String PARTS = "learner-parts";

    private static final String BY_CLIENT = "usage-by-client";
    private static final String BY_SCOPE = "usage-by-scope";
    private static final String TUNING = "tuning";
    private static final String COMMANDS = "commands";
    private static final String REFILL = "limits-refill";

    private final TopologySettings settings;
    private final LearnerListener listener;
    private final Supplier<InputState> input;
    private final Published published;
    private final Beginning beginning;

    /**
     * @param input how far the input goes, as of Kafka's last answer
     * @param published by the learner so far, as far as it is known
     */
    LearnerTopology(TopologySettings settings, LearnerListener listener, Supplier<InputState> input,
            Published published, Beginning beginning) {
        this.settings = settings;
        this.listener = listener;
        this.input = input;
        this.published = published;
        this.beginning = beginning;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        addTo(builder);
        return builder.build();
    }

    void addTo(StreamsBuilder builder) {
        Serde<EventEnvelope> events = Forms.event();
        addStores(builder);
        KStream<String, EventEnvelope> patterns = builder
                .stream(List.of(Topic.CONNECTIONS.topicName(), Topic.VIOLATIONS.topicName()),
                        Consumed.with(Serdes.String(), Forms.usage()).withTimestampExtractor(new EventTime()))
                .process(() -> new ClientWindows(settings, listener, input, beginning.replay()), Named.as(BY_CLIENT),
                        ClientWindows.CLIENTS, ClientWindows.HEARD)
                .repartition(Repartitioned.<String, Part>as(PARTS).withKeySerde(Serdes.String())
                        .withValueSerde(Forms.part()).withNumberOfPartitions(1))
                .process(() -> new ScopeWindows(settings, published, beginning, listener), Named.as(BY_SCOPE),
                        ScopeWindows.SCOPES, Counters.STORE, Sources.STORE, BookKeeper.BOOK);
        patterns.to(Topic.PATTERNS.topicName(), Produced.with(Serdes.String(), events));
        KStream<String, EventEnvelope> commands = builder.stream(Topic.COMMANDS.topicName(),
                Consumed.with(Serdes.String(), events));
        KStream<String, EventEnvelope> book = patterns
                .process(() -> new LimitReviser(settings, published, listener), Named.as(TUNING), BookKeeper.BOOK,
                        BookKeeper.REVISIONS, Counters.STORE)
                .merge(commands.process(() -> new CommandTaker(settings, published, listener), Named.as(COMMANDS),
                        BookKeeper.BOOK,
                        BookKeeper.REVISIONS, AnsweredCommands.STORE, Counters.STORE));
        book.to(Topic.BOOK.topicName(), Produced.with(Serdes.String(), events));
        book.filter((_, envelope) -> envelope.event() instanceof LimitsRevised)
                .merge(commands.process(() -> new LimitsRefill(published, beginning.hasNoLimits()), Named.as(REFILL),
                        BookKeeper.BOOK))
                .to(Topic.LIMITS.topicName(), Produced.with(Serdes.String(), events));
    }

    private static void addStores(StreamsBuilder builder) {
        builder.addStateStore(new LiveStoreBuilder<>(ClientWindows.CLIENTS, Forms.clientKey(), Forms.clientUsage()));
        builder.addStateStore(new LiveStoreBuilder<>(ClientWindows.HEARD, Serdes.String(), Forms.heard()));
        builder.addStateStore(new LiveStoreBuilder<>(Sources.STORE, Serdes.String(), Forms.ledger()));
        builder.addStateStore(new LiveStoreBuilder<>(ScopeWindows.SCOPES, Forms.scopeKey(), Forms.scopeUsage()));
        builder.addStateStore(store(Counters.STORE, Serdes.String(), Serdes.Long()));
        builder.addStateStore(store(BookKeeper.BOOK, Serdes.String(), Forms.json(ScopeBook.class)));
        builder.addStateStore(store(BookKeeper.REVISIONS, Serdes.String(), Forms.json(History.Past.class)));
        builder.addStateStore(store(AnsweredCommands.STORE, Serdes.String(),
                Forms.json(AnsweredCommands.Answered.class)));
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> key, Serde<V> value) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), key, value);
    }
}
