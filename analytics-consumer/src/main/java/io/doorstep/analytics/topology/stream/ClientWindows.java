package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.topology.EventTime;
import io.doorstep.analytics.topology.InputState;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.Replay;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.store.ClientInWindow;
import io.doorstep.analytics.topology.store.PartitionMessage;
import io.doorstep.analytics.topology.store.WriteBackStore;
import io.doorstep.analytics.usage.ClientUsage;
import io.doorstep.analytics.usage.SequenceBuffer;
import io.doorstep.analytics.usage.WindowUsage;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.json.EventPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The events of one partition, kept per client and window until the window is closed, then sent on as folds. */
public final class ClientWindows
        extends
            ContextualProcessor<String, @Nullable EventEnvelope, String, PartitionMessage> {
    public static final String CLIENTS = "learner-clients";
    public static final String HEARD = "learner-heard";
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);
    private static final String CLOSED = "closed";
    /** What is older than what Kafka keeps has a wrong time. */
    private static final Duration OLDEST = Duration.ofDays(7);

    /** Records that are passed over are not seen here; after so long a silence they were the last. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TopologySettings settings;
    private final LearnerListener listener;
    private final Supplier<InputState> input;
    private final Replay replay;
    private WriteBackStore<ClientInWindow, ClientUsage> clients;
    private WriteBackStore<String, SequenceBuffer> store;
    private WindowClock clock;
    /** By topic, the offset after the last record. */
    private final Map<String, Long> next = new HashMap<>();
    private long announced;

    /**
     * @param input how far the input goes, as of Kafka's last answer
     * @param replay what is read again
     */
    @SuppressWarnings("NullAway.Init")
    ClientWindows(TopologySettings settings, LearnerListener listener, Supplier<InputState> input, Replay replay) {
        this.settings = settings;
        this.listener = listener;
        this.input = input;
        this.replay = replay;
    }

    @Override
    public void init(ProcessorContext<String, PartitionMessage> context) {
        super.init(context);
        clients = context.getStateStore(CLIENTS);
        store = context.getStateStore(HEARD);
        clock = new WindowClock(settings.window(), settings.grace(), context.currentSystemTimeMs());
        context.schedule(LOOK_AROUND, PunctuationType.WALL_CLOCK_TIME, this::closeWindows);
    }

    @Override
    public void process(Record<String, @Nullable EventEnvelope> record) {
        long now = context().currentSystemTimeMs();
        context().recordMetadata().ifPresent(read -> next.put(read.topic(), read.offset() + 1));
        EventEnvelope envelope = record.value();
        if (envelope == null) {
            EventPosition.of(record.headers()).ifPresent(position -> {
                long published = time(position.time(), now);
                hear(position.source(), position.sequence(), published, false);
                clock.observe(published, now);
            });
            return;
        }
        long published = time(envelope.time(), now);
        boolean inTime = clock.observe(published, now);
        Event event = envelope.event();
        long happened = ClientUsage.timeMs(event, published);
        boolean isUsage = ClientUsage.isUsage(event);
        boolean isRepeated = isUsage && isRepeated(clock.startOf(happened));
        boolean isLate = isUsage && !isRepeated
                && (!inTime || !clock.isOpen(happened) || happened < now - OLDEST.toMillis());
        hear(envelope.source(), envelope.sequence(), published, isLate || isRepeated);
        if (event instanceof InstanceEnded ended) {
            tell(ended, clock.startOf(published) + settings.windowMs());
        }
        if (isRepeated || !isUsage) {
            return;
        }
        if (isLate) {
            listener.onLate(1);
            return;
        }
        clients.change(new ClientInWindow(clock.startOf(happened), Objects.requireNonNull(event.key())),
                ClientUsage::empty).add(envelope);
    }

    /**
     * Whether an event is read again whose window was published. It was counted there, and told to the ledger of its
     * source before; where not, it was late, and the ledger takes it as that.
     */
    private boolean isRepeated(long windowStartMs) {
        return windowStartMs < replay.publishedUpToMs() && context().recordMetadata()
                .filter(read -> replay.hasPublished(read.topic(), read.partition(), read.offset(),
                        windowStartMs))
                .isPresent();
    }

    /** Told of a clock that runs ahead, since its events count as of now. */
    private long time(Instant time, long now) {
        long millis = EventTime.millis(time, now);
        if (millis == now && EventTime.isAhead(time, now + settings.grace().toMillis())) {
            listener.onAhead();
        }
        return millis;
    }

    private void hear(String source, long sequence, long time, boolean isLate) {
        String topic = context().recordMetadata().map(RecordMetadata::topic).orElse("");
        SequenceBuffer hearing = store.change(source, SequenceBuffer::nothing);
        hearing.add(topic, sequence, clock.startOf(time), time, isLate);
        if (hearing.isFull()) {
            tell(source, hearing);
        }
    }

    private void tell(String source, SequenceBuffer hearing) {
        if (!hearing.sequences().isEmpty() || !hearing.late().isEmpty()) {
            send(source,
                    new PartitionMessage.Heard(source, hearing.sequences(), hearing.backwards(), hearing.latestMs()),
                    hearing.latestMs());
            if (!hearing.late().isEmpty()) {
                send(source, new PartitionMessage.Late(source, hearing.late()), hearing.latestMs());
            }
            hearing.told();
        }
    }

    private void tell(InstanceEnded ended, long upTo) {
        send(ended.instance(), new PartitionMessage.Ended(ended.instance(), upTo, ended.lastSequence(), ended.clean()),
                upTo);
    }

    /** All that was heard is told before the windows are said to be closed. */
    private void settle(long upTo) {
        for (String source : store.keys()) {
            SequenceBuffer hearing = store.change(source, SequenceBuffer::nothing);
            tell(source, hearing);
            hearing.highestBefore(upTo).ifPresent(
                    highest -> send(source, new PartitionMessage.Settled(source, upTo, highest), upTo));
            hearing.closed(upTo);
            if (hearing.latestMs() < upTo - LossTrackers.SILENCE.toMillis()) {
                store.delete(source);
            }
        }
    }

    private void closeWindows(long now) {
        listener.onAlive();
        InputState state = input.get();
        boolean isRead = state.isRead(context().taskId().partition(), next) || clock.isSilent(now, PATIENCE.toMillis());
        long upTo = clock.close(now, state.answeredAtMs(), isRead);
        if (upTo <= announced) {
            return;
        }
        List<ClientInWindow> done = new ArrayList<>();
        var windows = new TreeMap<Long, WindowUsage>();
        clients.forEach(new WriteBackStore.Range<>(new ClientInWindow(0, ""), new ClientInWindow(upTo, ""),
                key -> key.windowStartMs() < upTo), (key, client) -> {
                    done.add(key);
                    windows.computeIfAbsent(key.windowStartMs(), _ -> new WindowUsage()).add(client);
                });
        windows.forEach((start, window) -> window.scopes()
                .forEach((scope, usage) -> send(scope.name(), new PartitionMessage.Fold(start, scope, usage), upTo)));
        settle(upTo);
        send(CLOSED, new PartitionMessage.Closed(context().taskId().partition(), upTo), upTo);
        done.forEach(clients::delete);
        announced = upTo;
        context().commit();
    }

    private void send(String key, PartitionMessage message, long timestamp) {
        context().forward(new Record<>(key, message, timestamp));
    }
}
