package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.revision.RevisionHistory;
import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.topology.EventTime;
import io.doorstep.analytics.topology.InputState;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.store.LearnerSerdes;
import io.doorstep.analytics.topology.store.PartitionMessage;
import io.doorstep.analytics.topology.store.WriteBackStoreBuilder;
import io.doorstep.analytics.topology.suspects.SanctionPublisher;
import io.doorstep.analytics.topology.suspects.SuspectProcessor;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.SanctionCommand;
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

/** Events to patterns to revisions, and to sanctions; operators' commands to revisions, sanctions and answers. */
public final class LearnerTopology implements Supplier<Topology> {
    public static final String PARTS = "learner-parts";

    /** What operators ordered about clients, on as many partitions as the input has. */
    public static final String ORDERS = "learner-orders";

    private static final String BY_SUSPECT = "suspects";
    private static final String BY_CLIENT = "usage-by-client";
    private static final String BY_SCOPE = "usage-by-scope";
    private static final String TUNING = "tuning";
    private static final String COMMANDS = "commands";
    private static final String REFILL = "limits-refill";
    private static final String LEASES = "leases";

    private final TopologySettings settings;
    private final LearnerListener listener;
    private final Supplier<InputState> input;
    private final PublishedState published;
    private final Beginning beginning;

    /**
     * @param input how far the input goes, as of Kafka's last answer
     * @param published by the learner so far, as far as it is known
     */
    public LearnerTopology(TopologySettings settings, LearnerListener listener, Supplier<InputState> input,
            PublishedState published, Beginning beginning) {
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
        Serde<EventEnvelope> events = LearnerSerdes.event();
        addStores(builder);
        KStream<String, EventEnvelope> happened = builder
                .stream(List.of(Topic.CONNECTIONS.topicName(), Topic.VIOLATIONS.topicName()),
                        Consumed.with(Serdes.String(), LearnerSerdes.events(settings.abuse().eventsRead()))
                                .withTimestampExtractor(new EventTime()));
        KStream<String, EventEnvelope> patterns = happened
                .process(() -> new ClientWindows(settings, listener, input, beginning.replay()), Named.as(BY_CLIENT),
                        ClientWindows.CLIENTS, ClientWindows.HEARD)
                .repartition(Repartitioned.<String, PartitionMessage>as(PARTS).withKeySerde(Serdes.String())
                        .withValueSerde(LearnerSerdes.part()).withNumberOfPartitions(1))
                .process(() -> new ScopeWindows(settings, published, beginning, listener), Named.as(BY_SCOPE),
                        ScopeWindows.SCOPES, Counters.STORE, LossTrackers.STORE, RevisionStore.STATES);
        patterns.to(Topic.PATTERNS.topicName(), Produced.with(Serdes.String(), events));
        KStream<String, EventEnvelope> commands = builder.stream(Topic.COMMANDS.topicName(),
                Consumed.with(Serdes.String(), events));
        KStream<String, EventEnvelope> commanded = commands
                .process(() -> new CommandProcessor(settings, published, listener), Named.as(COMMANDS),
                        RevisionStore.STATES, RevisionStore.REVISIONS, AnsweredCommands.STORE, Counters.STORE);
        KStream<String, EventEnvelope> decisions = patterns
                .process(() -> new LimitReviser(settings, published, listener), Named.as(TUNING), RevisionStore.STATES,
                        RevisionStore.REVISIONS, Counters.STORE)
                .merge(commanded.filterNot(LearnerTopology::isOrder));
        decisions.to(Topic.REVISION_LOG.topicName(), Produced.with(Serdes.String(), events));
        decisions.filter((_, envelope) -> envelope.event() instanceof LimitsRevised)
                .merge(commands.process(() -> new LimitsRefill(published, beginning.hasNoLimits()), Named.as(REFILL),
                        RevisionStore.STATES))
                .merge(commands.process(() -> new LeaseRenewer(settings, published), Named.as(LEASES),
                        RevisionStore.STATES, RevisionStore.REVISIONS, Counters.STORE))
                .to(Topic.LIMITS.topicName(), Produced.with(Serdes.String(), events));
        KStream<String, EventEnvelope> orders = commanded.filter(LearnerTopology::isOrder)
                .repartition(Repartitioned.<String, EventEnvelope>as(ORDERS).withKeySerde(Serdes.String())
                        .withValueSerde(events).withNumberOfPartitions(beginning.partitions()));
        happened.merge(orders)
                .process(() -> new SuspectProcessor(settings, published, listener, beginning.replay()),
                        Named.as(BY_SUSPECT),
                        SuspectProcessor.SUSPECTS, SuspectProcessor.FOREST, SanctionPublisher.NUMBERS)
                .to(Topic.SANCTIONS.topicName(),
                        Produced.with(Serdes.String(), LearnerSerdes.eventOrTombstone()));
    }

    /** What an operator ordered about a client goes to the task of that client. */
    private static boolean isOrder(String key, EventEnvelope envelope) {
        return envelope.event() instanceof SanctionCommand;
    }

    private static void addStores(StreamsBuilder builder) {
        builder.addStateStore(new WriteBackStoreBuilder<>(ClientWindows.CLIENTS, LearnerSerdes.clientKey(),
                LearnerSerdes.clientUsage()));
        builder.addStateStore(new WriteBackStoreBuilder<>(ClientWindows.HEARD, Serdes.String(), LearnerSerdes.heard()));
        builder.addStateStore(new WriteBackStoreBuilder<>(LossTrackers.STORE, Serdes.String(), LearnerSerdes.ledger()));
        builder.addStateStore(
                new WriteBackStoreBuilder<>(ScopeWindows.SCOPES, LearnerSerdes.scopeKey(), LearnerSerdes.scopeUsage()));
        builder.addStateStore(new WriteBackStoreBuilder<>(SuspectProcessor.SUSPECTS, Serdes.String(),
                LearnerSerdes.suspect()));
        builder.addStateStore(store(SuspectProcessor.FOREST, Serdes.String(), LearnerSerdes.forest()));
        builder.addStateStore(store(SanctionPublisher.NUMBERS, Serdes.String(), Serdes.Long()));
        builder.addStateStore(store(Counters.STORE, Serdes.String(), Serdes.Long()));
        builder.addStateStore(store(RevisionStore.STATES, Serdes.String(), LearnerSerdes.json(ScopeState.class)));
        builder.addStateStore(
                store(RevisionStore.REVISIONS, Serdes.String(), LearnerSerdes.json(RevisionHistory.Past.class)));
        builder.addStateStore(store(AnsweredCommands.STORE, Serdes.String(),
                LearnerSerdes.json(AnsweredCommands.Answered.class)));
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> key, Serde<V> value) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), key, value);
    }
}
