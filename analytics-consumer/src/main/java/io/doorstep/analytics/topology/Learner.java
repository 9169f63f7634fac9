package io.doorstep.analytics.topology;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * The life of the streams: started once Kafka answers and its topics are there, and started again whatever ends them,
 * until this service stops.
 */
final class Learner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    private static final long PATIENCE_MS = 1000;
    private static final int CLOSE_SECONDS = 10;

    private final TopologySettings settings;
    private final LearnerListener listener;
    private final Supplier<InputState> input;
    private final LearnerTopics topics;
    private final Map<String, Object> streamsConfig;
    private CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread keeper;
    private volatile @Nullable StreamsBuilderFactoryBean streams;
    private volatile @Nullable String waitingFor;

    /** @param input how far the input goes, as of Kafka's last answer */
    Learner(TopologySettings settings, LearnerListener listener, Supplier<InputState> input, LearnerTopics topics,
            Map<String, Object> streamsConfig) {
        this.settings = settings;
        this.listener = listener;
        this.input = input;
        this.topics = topics;
        this.streamsConfig = streamsConfig;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        keeper = Thread.ofPlatform().daemon().name("learner-keeper").start(this::keepRunning);
    }

    private void keepRunning() {
        while (isRunning()) {
            try {
                if (hasEnded()) {
                    close();
                    open();
                }
            } catch (Exception e) {
                if (isRunning() && !isTimeout(rootCause(e))) {
                    sayOnce("The learner could not be started, and tries again: " + rootCause(e).getMessage());
                }
                LOG.debug("The learner could not be started", e);
            }
            pause();
        }
    }

    /** The follower has said already that Kafka does not answer. */
    private static boolean isTimeout(Throwable e) {
        return e instanceof TimeoutException || e instanceof org.apache.kafka.common.errors.TimeoutException;
    }

    private boolean hasEnded() {
        KafkaStreams running = kafkaStreams();
        return running == null || running.state() == State.ERROR || running.state() == State.NOT_RUNNING;
    }

    private void open() throws Exception {
        var topology = new LearnerTopology(settings, listener, input, topics.ensure());
        var factory = new StreamsBuilderFactoryBean(new KafkaStreamsConfiguration(streamsConfig));
        factory.setStreamsUncaughtExceptionHandler(this::replaceThread);
        factory.setCloseTimeout(CLOSE_SECONDS);
        factory.setLeaveGroupOnClose(true);
        factory.afterPropertiesSet();
        topology.addTo(Objects.requireNonNull(factory.getObject()));
        factory.afterSingletonsInstantiated();
        synchronized (this) {
            if (isRunning()) {
                factory.start();
                streams = factory;
                waitingFor = null;
            }
        }
    }

    private StreamThreadExceptionResponse replaceThread(Throwable e) {
        sayOnce("A thread of the learner failed and is replaced: " + rootCause(e));
        LOG.debug("A thread of the learner failed", e);
        pause();
        if (e instanceof MissingSourceTopicException) {
            try {
                topics.ensure();
            } catch (RuntimeException | ExecutionException | TimeoutException missing) {
                LOG.debug("Topics are missing and could not be created", missing);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void sayOnce(String what) {
        if (!what.equals(waitingFor)) {
            LOG.warn(what);
            waitingFor = what;
        }
    }

    private static Throwable rootCause(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void pause() {
        try {
            stopped.await(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The streams' own state; {@code WAITING} while they could not be started yet. */
    String state() {
        KafkaStreams running = kafkaStreams();
        return running == null ? "WAITING" : running.state().name();
    }

    private @Nullable KafkaStreams kafkaStreams() {
        StreamsBuilderFactoryBean factory = streams;
        return factory == null ? null : factory.getKafkaStreams();
    }

    @Override
    public void stop() {
        stopped.countDown();
        Thread keeping = keeper;
        if (keeping != null) {
            keeping.interrupt();
        }
        close();
    }

    private synchronized void close() {
        StreamsBuilderFactoryBean factory = streams;
        streams = null;
        if (factory != null) {
            factory.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
