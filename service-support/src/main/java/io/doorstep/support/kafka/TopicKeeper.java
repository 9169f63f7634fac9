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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every second whether Kafka answers and the topics of a service are there, and makes those again that are not. The
 * one source of what is wrong with Kafka; followers and publishers go by what it sees.
 */
public final class TopicKeeper implements SmartLifecycle, MeterBinder {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final String server;
    private final TopicWatch watch;
    private final ThreadSupervisor threads;
    private volatile @Nullable SupervisedThread thread;

    public TopicKeeper(KafkaClients clients, Set<Topic> topics, ThreadSupervisor threads) {
        this(clients.servers(), () -> AdminTopics.connect(clients), topics, threads);
    }

    TopicKeeper(String server, Callable<KafkaTopics> connect, Set<Topic> topics, ThreadSupervisor threads) {
        this.server = server.replaceAll("[\\[\\]]", "");
        this.watch = new TopicWatch(connect, EnumSet.copyOf(topics));
        this.threads = threads;
    }

    @Override
    public void start() {
        thread = threads.start("topic-keeper", watch::run);
    }

    /** What is known of Kafka now. */
    public TopicsSeen seen() {
        return watch.seen();
    }

    /** Waits until something has been seen; false where it has not within this time. */
    public boolean await(Predicate<TopicsSeen> state, Duration within) throws InterruptedException {
        return watch.await(state, within);
    }

    /** In words, what is wrong with Kafka; empty where nothing is, and while it is being connected to. */
    public Optional<String> trouble() {
        return TopicWords.trouble(seen(), server, watch.failure());
    }

    /** In words, which topic was made anew within the last minute; empty where none was. */
    public Optional<String> note() {
        return watch.madeAnew().latest();
    }

    /** What the clients were told to connect to. */
    public String server() {
        return server;
    }

    @Override
    public void stop() {
        SupervisedThread keeping = thread;
        thread = null;
        if (keeping != null) {
            keeping.stop(STOP_WITHIN);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.TOPICS;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Topic topic : watch.topics()) {
            FunctionCounter.builder("doorstep.topics.anew", watch.madeAnew(), anew -> anew.count(topic))
                    .tag("topic", topic.topicName())
                    .description("How often a topic was found to be another one than before, empty").register(registry);
        }
    }
}
