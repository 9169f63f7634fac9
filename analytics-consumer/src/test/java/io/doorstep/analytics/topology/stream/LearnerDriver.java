package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.anomaly.AnomalyForest;
import io.doorstep.analytics.topology.AbuseSetup;
import io.doorstep.analytics.topology.InputState;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.lifecycle.StreamsSettings;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.topology.store.LearnerSerdes;
import io.doorstep.analytics.topology.store.Suspect;
import io.doorstep.analytics.topology.store.WriteBackStore;
import io.doorstep.analytics.topology.suspects.SuspectProcessor;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.Shed;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology over one partition, with time in the test's hands. */
final class LearnerDriver implements AutoCloseable {
    static final Duration WINDOW = Duration.ofSeconds(10);
    static final Duration GRACE = Duration.ofMillis(500);
    static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

    private final RecordingListener listener = new RecordingListener();
    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, EventEnvelope> patterns;
    private final TestOutputTopic<String, EventEnvelope> limits;
    private final TestOutputTopic<String, EventEnvelope> revisionLog;
    private final TestOutputTopic<String, @Nullable EventEnvelope> sanctions;
    private Instant now = START;
    private @Nullable Instant awaySince;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private String source = "chat-1";
    private int restarts = 1;
    private long sequence;
    private long commands;

    LearnerDriver(TuningMode mode, Path stateDir) {
        this(mode, stateDir, ReadModels.configured());
    }

    /** @param published before, of which no store knows */
    LearnerDriver(TuningMode mode, Path stateDir, PublishedState published) {
        this(mode, stateDir, published, Beginning.anew(1));
    }

    LearnerDriver(TuningMode mode, Path stateDir, PublishedState published, Beginning beginning) {
        this(mode, AbuseSetup.DEFAULTS, stateDir, published, beginning);
    }

    LearnerDriver(TuningMode mode, AbuseSetup abuse, Path stateDir, PublishedState published, Beginning beginning) {
        var settings = new TopologySettings(WINDOW, GRACE, mode, TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS,
                abuse, stateDir);
        var config = new Properties();
        config.putAll(StreamsSettings.of(Map.of("bootstrap.servers", "nowhere:1"), settings, listener));
        driver = new TopologyTestDriver(
                new LearnerTopology(settings, listener, this::input, published, beginning).get(), config, START);
        var events = LearnerSerdes.event().deserializer();
        patterns = driver.createOutputTopic(Topic.PATTERNS.topicName(), new StringDeserializer(), events);
        limits = driver.createOutputTopic(Topic.LIMITS.topicName(), new StringDeserializer(), events);
        sanctions = driver.createOutputTopic(Topic.SANCTIONS.topicName(), new StringDeserializer(),
                LearnerSerdes.eventOrTombstone().deserializer());
        revisionLog = driver.createOutputTopic(Topic.REVISION_LOG.topicName(), new StringDeserializer(), events);
    }

    /** It happens now, and arrives at once. */
    void publish(Event event) {
        publish(event, now);
    }

    void publish(Event event, Instant time) {
        publish(new EventEnvelope(source, ++sequence, time, event));
    }

    /** An operator commands it now. */
    void command(LimitsCommand command) {
        publish(new EventEnvelope("api", ++commands, now, command));
    }

    /** As many events are published, and never arrive. */
    void lose(int events) {
        sequence += events;
    }

    /** Of a type that only newer versions know. */
    void publishUnknown() {
        var headers = new RecordHeaders();
        LearnerSerdes.event().serializer().serialize("", headers, new EventEnvelope(source, ++sequence, now,
                new Shed("x", 1, 1)));
        headers.remove("ce_type").add("ce_type", "io.doorstep.tomorrow.v1".getBytes(StandardCharsets.UTF_8));
        driver.createInputTopic(Topic.CONNECTIONS.topicName(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("x", "{}".getBytes(StandardCharsets.UTF_8), headers, now));
    }

    /** The service starts anew, with a source of its own. */
    void restart() {
        source = "chat-" + ++restarts;
        sequence = 0;
    }

    void publish(EventEnvelope envelope) {
        TestInputTopic<String, EventEnvelope> topic = driver.createInputTopic(
                EventType.of(envelope.event()).topic().topicName(), new StringSerializer(),
                LearnerSerdes.event().serializer());
        topic.pipeInput(new TestRecord<>(envelope.event().key(), envelope, now));
    }

    /** A record as bytes, whatever they are. */
    void publishRaw(Topic topic, String type, String value) {
        var headers = new RecordHeaders();
        headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        headers.add("ce_source", "chat-1".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_sequence", "1".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_time", now.toString().getBytes(StandardCharsets.UTF_8));
        driver.createInputTopic(topic.topicName(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("x", value.getBytes(StandardCharsets.UTF_8), headers, now));
    }

    /** Kafka has so many records of a topic. */
    void has(Topic topic, long records) {
        ends.put(new TopicPartition(topic.topicName(), 0), records);
    }

    private InputState input() {
        return new InputState((awaySince == null ? now : awaySince).toEpochMilli(), ends, Map.of());
    }

    /** Kafka goes away and does not answer, for so long. */
    void outage(Duration length) {
        awaySince = now;
        advance(length);
        awaySince = null;
    }

    void advance(Duration by) {
        now = now.plus(by);
        driver.advanceWallClockTime(by);
    }

    /** To where the window that is open now is closed. */
    void endWindow() {
        long windowMs = WINDOW.toMillis();
        long end = (Math.floorDiv(now.toEpochMilli(), windowMs) + 1) * windowMs;
        advance(Duration.ofMillis(end - now.toEpochMilli()).plus(GRACE));
    }

    Instant now() {
        return now;
    }

    List<UsagePattern> patterns() {
        return patternEvents().stream().map(envelope -> (UsagePattern) envelope.event()).toList();
    }

    List<EventEnvelope> patternEvents() {
        return patterns.readValuesToList();
    }

    List<LimitsRevised> revisions() {
        return limitEvents().stream().map(envelope -> (LimitsRevised) envelope.event()).toList();
    }

    List<EventEnvelope> limitEvents() {
        return limits.readValuesToList();
    }

    /** Revisions and answers. */
    List<Event> revisionLog() {
        return revisionLog.readValuesToList().stream().map(EventEnvelope::event).toList();
    }

    /** An operator orders it now. */
    void command(SanctionCommand command) {
        publish(new EventEnvelope("api", ++commands, now, command));
    }

    /** As they were published since this was asked; null for a tombstone. */
    List<@Nullable Sanction> sanctions() {
        return sanctionRecords().stream().map(record -> record.value() == null
                ? null
                : (Sanction) record.value().event()).toList();
    }

    List<TestRecord<String, @Nullable EventEnvelope>> sanctionRecords() {
        return sanctions.readRecordsToList();
    }

    /** The stores of suspects as another learner has left them in their changelogs. */
    void takeOver(LearnerDriver before) {
        WriteBackStore<String, Suspect> suspects = suspects();
        before.suspects().forEach((client, suspect) -> suspects.change(client,
                () -> LearnerSerdes.suspect().deserializer().deserialize("t",
                        LearnerSerdes.suspect().serializer().serialize("t", suspect))));
    }

    /** What is kept of how clients behave; null for nothing yet. */
    AnomalyForest.@Nullable Saved forest() {
        return (AnomalyForest.Saved) driver.getKeyValueStore(SuspectProcessor.FOREST).get(SuspectProcessor.FOREST);
    }

    int suspectsKept() {
        return suspects().keys().size();
    }

    @SuppressWarnings("unchecked")
    private WriteBackStore<String, Suspect> suspects() {
        return (WriteBackStore<String, Suspect>) driver.getStateStore(SuspectProcessor.SUSPECTS);
    }

    /** Whether a command that comes again would be answered as before. */
    boolean answered(String id) {
        return driver.getKeyValueStore(AnsweredCommands.STORE).get(id) != null;
    }

    List<String> deadLetters() {
        return new ArrayList<>(driver.createOutputTopic(Topic.DEAD_LETTERS.topicName(), new StringDeserializer(),
                new StringDeserializer()).readValuesToList());
    }

    RecordingListener listener() {
        return listener;
    }

    @Override
    public void close() {
        driver.close();
    }
}
