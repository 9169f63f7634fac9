package io.doorstep.analytics.topology;

import io.doorstep.analytics.usage.ClientUsage;
import io.doorstep.analytics.usage.Heard;
import io.doorstep.analytics.usage.WindowUsage;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.json.EventPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The events of one partition, kept per client and window until the window is closed, then sent on as folds. */
final class ClientWindows extends ContextualProcessor<String, @Nullable EventEnvelope, String, Part> {
    static final String CLIENTS = "learner-clients";
    static final String HEARD = "learner-heard";
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);
    private static final String CLOSED = "closed";

    private final TopologySettings settings;
    private final LearnerListener listener;
    private final LongSupplier answered;
    private KeyValueStore<ClientInWindow, ClientUsage> clients;
    private KeyValueStore<String, Heard> heard;
    private WindowClock clock;
    private long announced;

    /** @param answered when Kafka last answered, in milliseconds since the epoch */
    @SuppressWarnings("NullAway.Init")
    ClientWindows(TopologySettings settings, LearnerListener listener, LongSupplier answered) {
        this.settings = settings;
        this.listener = listener;
        this.answered = answered;
    }

    @Override
    public void init(ProcessorContext<String, Part> context) {
        super.init(context);
        clients = context.getStateStore(CLIENTS);
        heard = context.getStateStore(HEARD);
        clock = new WindowClock(settings.window(), settings.grace(), context.currentSystemTimeMs());
        context.schedule(LOOK_AROUND, PunctuationType.WALL_CLOCK_TIME, this::closeWindows);
    }

    @Override
    public void process(Record<String, @Nullable EventEnvelope> record) {
        long now = context().currentSystemTimeMs();
        EventPosition.of(record.headers()).ifPresent(position -> hear(position, now));
        EventEnvelope envelope = record.value();
        if (envelope == null) {
            return;
        }
        long time = EventTime.millis(envelope, now);
        boolean inTime = clock.observe(time, now);
        if (envelope.event() instanceof InstanceEnded ended) {
            tell(ended, clock.startOf(time) + settings.windowMs());
        }
        if (!ClientUsage.isUsage(envelope.event())) {
            return;
        }
        if (!inTime) {
            listener.onLate(1);
            return;
        }
        var key = new ClientInWindow(clock.startOf(time), envelope.event().key());
        ClientUsage before = clients.get(key);
        clients.put(key, (before == null ? ClientUsage.NONE : before).add(envelope));
    }

    private void hear(EventPosition position, long now) {
        long time = EventTime.millis(position.time(), now);
        String topic = context().recordMetadata().map(RecordMetadata::topic).orElse("");
        Heard before = heard.get(position.source());
        Heard after = (before == null ? Heard.NOTHING : before).add(topic, position.sequence(), clock.startOf(time),
                time);
        heard.put(position.source(), after.isFull() ? tell(position.source(), after, 0) : after);
    }

    private Heard tell(String source, Heard now, long closedUpTo) {
        if (!now.sequences().isEmpty()) {
            send(source, new Part.Heard(source, now.sequences(), now.backwards(), now.latestMs()), now.latestMs());
        }
        return now.told(closedUpTo);
    }

    private void tell(InstanceEnded ended, long upTo) {
        send(ended.instance(), new Part.Ended(ended.instance(), upTo, ended.lastSequence(), ended.clean()), upTo);
    }

    /** All that was heard is told before the windows are said to be closed. */
    private void settle(long upTo) {
        List<KeyValue<String, Heard>> sources = new ArrayList<>();
        try (var all = heard.all()) {
            all.forEachRemaining(sources::add);
        }
        for (var source : sources) {
            Heard told = tell(source.key, source.value, upTo);
            source.value.highestBefore(upTo).ifPresent(
                    highest -> send(source.key, new Part.Settled(source.key, upTo, highest), upTo));
            if (told.latestMs() < upTo - Sources.SILENCE.toMillis()) {
                heard.delete(source.key);
            } else {
                heard.put(source.key, told);
            }
        }
    }

    private void closeWindows(long now) {
        long upTo = clock.close(now, answered.getAsLong());
        if (upTo <= announced) {
            return;
        }
        List<ClientInWindow> done = new ArrayList<>();
        var windows = new TreeMap<Long, WindowUsage>();
        try (var ended = clients.range(new ClientInWindow(0, ""), new ClientInWindow(upTo, ""))) {
            ended.forEachRemaining(client -> {
                done.add(client.key);
                windows.computeIfAbsent(client.key.windowStartMs(), _ -> new WindowUsage()).add(client.value);
            });
        }
        windows.forEach((start, window) -> window.scopes()
                .forEach((scope, usage) -> send(scope.name(), new Part.Fold(start, scope, usage), upTo)));
        settle(upTo);
        send(CLOSED, new Part.Closed(context().taskId().partition(), upTo), upTo);
        done.forEach(clients::delete);
        announced = upTo;
    }

    private void send(String key, Part part, long timestamp) {
        context().forward(new Record<>(key, part, timestamp));
    }
}
