package io.doorstep.chat.kafka.pipeline;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.kafka.TopicsSeen;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a pipeline its producer: another one where it has come to an end, and where the topics it writes to are gone or are
 * others than they were. Of one thread.
 */
public final class PipelineConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineConnection.class);

    private final RecordPipeline pipeline;
    private final ProducerSupervisor reach;
    private final Set<Topic> needed;
    private final Set<Topic> written;
    private final Supplier<TopicsSeen> topics;
    private final Consumer<@Nullable Producer<String, byte[]>> onProducer;
    private final LongSupplier published;
    private final Map<Topic, FoundTopic> known = new EnumMap<>(Topic.class);
    private @Nullable Producer<String, byte[]> producer;
    private long publishedAtRenewal = -1;

    /**
     * @param needed topics without which the pipeline has nowhere to go
     * @param written topics the producer writes to, those among them
     * @param onProducer is told of each producer, and with null that there is none
     */
    public PipelineConnection(RecordPipeline pipeline, ProducerSupervisor reach, Set<Topic> needed, Set<Topic> written,
            Supplier<TopicsSeen> topics,
            Consumer<@Nullable Producer<String, byte[]>> onProducer, LongSupplier published) {
        this.pipeline = pipeline;
        this.reach = reach;
        this.needed = needed;
        this.written = written;
        this.topics = topics;
        this.onProducer = onProducer;
        this.published = published;
    }

    public void look() {
        TopicsSeen seen = topics.get();
        Producer<String, byte[]> mine = producer;
        Exception fatalError = pipeline.fatalError();
        if (mine == null) {
            connect(seen);
        } else if (fatalError != null) {
            sayOnce(fatalError);
            disconnect(mine);
        } else if (!seen.hasAll(needed) || areOthers(seen)) {
            disconnect(mine);
        }
    }

    private void connect(TopicsSeen seen) {
        Producer<String, byte[]> made = reach.producer();
        if (made != null && seen.hasAll(needed)) {
            known.clear();
            boolean _ = areOthers(seen);
            producer = made;
            pipeline.reached(made);
            onProducer.accept(made);
        }
    }

    private void disconnect(Producer<String, byte[]> mine) {
        producer = null;
        pipeline.disconnected();
        onProducer.accept(null);
        reach.renew(mine);
    }

    /** Whether one has been made anew. What is not there now is nothing else. */
    private boolean areOthers(TopicsSeen seen) {
        for (Topic topic : written) {
            FoundTopic now = seen.of(topic).orElse(null);
            FoundTopic before = now == null ? null : known.putIfAbsent(topic, now);
            if (before != null && !before.equals(now)) {
                return true;
            }
        }
        return false;
    }

    /** Not again where the next one has not published anything either. */
    private void sayOnce(Exception fatalError) {
        if (publishedAtRenewal != published.getAsLong()) {
            LOG.warn("A producer has come to an end, and another takes its place; events are spooled meanwhile: {}",
                    fatalError.toString());
        }
        publishedAtRenewal = published.getAsLong();
    }

    /** Whether Kafka has been reached since the start. */
    public boolean hasReached() {
        return reach.hasReached();
    }

    public void start() {
        reach.start();
    }

    public void stop() {
        reach.stop();
    }

    public void close() {
        reach.close();
    }
}
