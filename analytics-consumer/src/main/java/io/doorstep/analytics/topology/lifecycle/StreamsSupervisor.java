package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.FailureCauses;
import io.doorstep.analytics.topology.InputState;
import io.doorstep.analytics.topology.LearnerTopics;
import io.doorstep.analytics.topology.stream.Beginning;
import io.doorstep.analytics.topology.stream.Pulse;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.log.OncePerCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * Starts streams, looks whether they do their work, and replaces them by new ones where they don't: whatever has become of
 * their topics, their group, their transactions or their threads, new ones begin at what Kafka has. For one thread, but
 * for what it is asked.
 */
public final class StreamsSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsSupervisor.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SHOWN_NANOS = Duration.ofMinutes(1).toNanos();

    private final Function<Beginning, Topology> topology;
    private final Properties config;
    private final Supplier<InternalTopics> internalTopics;
    private final Supplier<InputState> input;
    private final Pulse pulse;
    private final StreamsBuilderFactoryBean.Listener meters;
    private final Recovery recovery;
    private final StreamsWatch watch = new StreamsWatch();
    private final RestartTimeouts timeouts = new RestartTimeouts();
    private final OncePerCause lines = OncePerCause.minute();
    private final AtomicLong restarts = new AtomicLong();
    private volatile @Nullable InternalTopics internal;
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;
    private boolean ended;
    private volatile @Nullable StreamsRun run;
    private volatile @Nullable String waitingFor;
    private volatile @Nullable String latestFault;
    private volatile long latestFaultNanos;

    /**
     * @param topology that new streams run
     * @param recovery where new streams begin to read
     * @param input how far the input goes, as of Kafka's last answer
     * @param pulse is beaten by the streams
     * @param meters is told of streams that start and end
     */
    public StreamsSupervisor(Function<Beginning, Topology> topology, Map<String, Object> config,
            Supplier<InternalTopics> internalTopics, Recovery recovery, Supplier<InputState> input, Pulse pulse,
            StreamsBuilderFactoryBean.Listener meters) {
        this.topology = topology;
        this.config = new Properties();
        this.config.putAll(config);
        this.internalTopics = internalTopics;
        this.recovery = recovery;
        this.input = input;
        this.pulse = pulse;
        this.meters = meters;
    }

    /** Does what is due. Kafka may be away: then streams are left to wait for it, and none are started. */
    void turn(TopicsSeen seen) throws InterruptedException, ExecutionException, TimeoutException {
        long now = System.nanoTime();
        boolean isWell = seen.contact() == Contact.ANSWERS && seen.hasAll(LearnerTopics.OURS);
        if (!isWell || now - lookedNanos < LOOK_NANOS) {
            timeouts.isWell(isWell, now);
            return;
        }
        lookedNanos = now;
        timeouts.isWell(true, now);
        try {
            InternalTopics there = internal();
            StreamsRun running = run;
            if (running != null) {
                look(running, seen, there, now);
            } else if (timeouts.mayStart(now)) {
                open(seen, there, now);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            disconnect();
            throw e;
        }
    }

    private InternalTopics internal() {
        InternalTopics there = internal;
        if (there == null) {
            there = internalTopics.get();
            internal = there;
        }
        return there;
    }

    private void look(StreamsRun running, TopicsSeen seen, InternalTopics there, long now)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Uuid> ids = there.ids();
        String changed = watch.changed(seen, ids);
        if (changed == null) {
            watch.observe(input.get(), now);
        }
        Throwable failure = running.failure();
        var condition = new StreamsCondition(running.state(), failure == null ? null : FailureCauses.root(failure),
                changed,
                running.hasTasks(), Duration.ofMillis(pulse.ageMs()), Duration.ofNanos(watch.stuckNanos(now)));
        Optional<String> fault = condition.fault(timeouts.toWait(now));
        if (fault.isPresent()) {
            recovery.lost(watch.lost(ids, there.names().all()));
            replace(fault.get(), changed != null, seen, there, now);
        }
    }

    private void replace(String fault, boolean forTopics, TopicsSeen seen, InternalTopics there, long now)
            throws InterruptedException, ExecutionException, TimeoutException {
        restarts.incrementAndGet();
        latestFaultNanos = now;
        latestFault = fault;
        lines.run(fault, times -> LOG.warn("The learner is started anew, {} times since the start: {}", restarts.get(),
                fault));
        if (forTopics) {
            release(seen, there);
        }
        boolean hasLeft = close();
        if (forTopics) {
            timeouts.interrupted(System.nanoTime());
        } else {
            timeouts.failed(System.nanoTime());
        }
        recovery.madeAnew(watch.stale(seen, there.committed()));
        if (!hasLeft) {
            there.evictMembers();
        }
    }

    /** A thread that has records for a topic that is gone would wait for it for minutes, and the group for the thread. */
    private static void release(TopicsSeen seen, InternalTopics there) throws InterruptedException, TimeoutException {
        try {
            there.create(LearnerTopics.inputPartitions(seen));
        } catch (ExecutionException | IllegalStateException e) {
            LOG.debug("The topics could not be made for those who write to them", e);
        }
    }

    private void open(TopicsSeen seen, InternalTopics there, long now)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            Optional<String> hindrance = recovery.hindrance(there, seen, now);
            if (hindrance.isPresent()) {
                waitingFor = hindrance.get();
                return;
            }
            var beginning = new Beginning(LearnerTopics.inputPartitions(seen), recovery.replay(),
                    there.areEmpty(LearnerTopics.partitionsOf(seen, List.of(Topic.LIMITS))));
            watch.reset(seen, there.ids(), now);
            var started = new StreamsRun(topology.apply(beginning), config, pulse, meters);
            pulse.beat();
            start(started);
            recovery.started();
            waitingFor = null;
        } catch (IllegalStateException | KafkaException e) {
            waits(FailureCauses.root(e));
            timeouts.failed(now);
        } catch (ExecutionException | TimeoutException e) {
            waits(FailureCauses.root(e));
            throw e;
        }
    }

    private void waits(String why) {
        waitingFor = why;
        lines.run(why, times -> LOG.warn("The learner could not be started, and tries again: {}", why));
    }

    /** The streams' own state; {@code WAITING} where there are none. */
    String state() {
        StreamsRun running = run;
        return running == null ? "WAITING" : running.state().name();
    }

    /** How often Kafka has refused to let new streams read again what was lost with a topic. */
    public long rewindsRefused() {
        return recovery.refused();
    }

    /** How often streams were replaced. */
    public long restarts() {
        return restarts.get();
    }

    Optional<String> trouble() {
        String waiting = waitingFor;
        if (waiting != null) {
            return Optional.of("the learner could not be started: " + waiting);
        }
        String fault = latestFault;
        return fault == null || System.nanoTime() - latestFaultNanos > SHOWN_NANOS
                ? Optional.empty()
                : Optional.of("the learner was started anew: " + fault);
    }

    private void disconnect() {
        InternalTopics there = internal;
        internal = null;
        if (there != null) {
            there.close();
        }
    }

    synchronized void begin() {
        ended = false;
    }

    private synchronized void start(StreamsRun started) {
        if (ended) {
            var _ = started.close(CLOSE_WITHIN);
            return;
        }
        try {
            started.start();
            run = started;
        } catch (RuntimeException e) {
            var _ = started.close(CLOSE_WITHIN);
            throw e;
        }
    }

    /** False where a thread of theirs has not ended in time: Kafka still counts it among the group. */
    private synchronized boolean close() {
        StreamsRun running = run;
        run = null;
        return running == null || running.close(CLOSE_WITHIN);
    }

    /** None are started from here on. */
    synchronized void end() {
        ended = true;
        var _ = close();
        disconnect();
    }
}
