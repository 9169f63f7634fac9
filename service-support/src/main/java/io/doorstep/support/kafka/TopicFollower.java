package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.support.kafka.clients.KafkaClients;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.SupervisedThread;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Reads all of some topics on this instance, from some way back and then for as long as the service runs. It belongs to
 * no group, since every instance has to see everything. It outlives what happens to Kafka: it goes on where it was when
 * Kafka was away, and from the beginning where a topic was made anew. A record that cannot be read or handled is counted
 * and passed over.
 */
public final class TopicFollower implements SmartLifecycle, MeterBinder {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final String name;
    private final FollowerLoop<?> loop;
    private final ThreadSupervisor threads;
    private final TopicKeeper keeper;
    private @Nullable SupervisedThread thread;

    /**
     * @param name of what is followed, for its thread and its meter
     * @param lookBack topics, and records per partition to start before its end; {@link Long#MAX_VALUE}: from its beginning
     * @param keeper of these topics, and maybe others
     * @param consumers as {@link KafkaClients#followers} makes them
     * @param feed is given what is read
     * @param <V> what a record has
     */
    public <V> TopicFollower(String name, Map<Topic, Long> lookBack, TopicKeeper keeper,
            Supplier<Consumer<String, @Nullable V>> consumers, RecordFeed<V> feed, ThreadSupervisor threads) {
        this.name = name;
        this.loop = new FollowerLoop<>(name, lookBack, keeper, consumers, feed);
        this.keeper = keeper;
        this.threads = threads;
    }

    @Override
    public void start() {
        loop.resume();
        thread = threads.start("follow-" + name, loop::run);
    }

    /** Whether all that the topics held at the start has been read. */
    public boolean isCaughtUp() {
        return loop.isCaughtUp();
    }

    /** In words, why the topics are not followed though Kafka has them; empty where they are. */
    public Optional<String> trouble() {
        String failure = loop.failure();
        return failure == null || keeper.trouble().isPresent()
                ? Optional.empty()
                : Optional.of(name + " cannot be followed: " + failure);
    }

    /** Records that could not be read or handled since the start. */
    public long skipped() {
        return loop.skipped();
    }

    @Override
    public void stop() {
        SupervisedThread following = thread;
        if (following == null) {
            return;
        }
        following.end();
        loop.stop();
        try {
            following.join(STOP_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return Phases.DELIVERY;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("doorstep.records.skipped", loop, FollowerLoop::skipped).tag("topic", name)
                .description("Records that could not be read or handled, and were passed over").register(registry);
    }
}
