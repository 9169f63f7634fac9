package io.doorstep.analytics.topology;

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
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts streams, looks whether they do their work, and replaces them by new ones where they don't: whatever has become of
 * their topics, their group, their transactions or their threads, new ones begin at what Kafka has. For one thread, but
 * for what it is asked.
 */
final class StreamsKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsKeeper.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SHOWN_NANOS = Duration.ofMinutes(1).toNanos();
    /** Another instance that reads keeps the group's offsets from being changed. */
    private static final long REWIND_NANOS = Duration.ofSeconds(10).toNanos();

    private final IntFunction<Topology> topology;
    private final Properties config;
    private final Supplier<InternalTopics> internalTopics;
    private final Supplier<InputState> input;
    private final Pulse pulse;
    private final StreamsWatch watch = new StreamsWatch();
    private final Patience patience = new Patience();
    private final OncePerCause lines = OncePerCause.minute();
    private final AtomicLong restarts = new AtomicLong();
    private volatile @Nullable InternalTopics internal;
    private List<TopicPartition> toRewind = List.of();
    private long rewindUntilNanos;
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;
    private boolean ended;
    private volatile @Nullable StreamsRun run;
    private volatile @Nullable String waitingFor;
    private volatile @Nullable String latestFault;
    private volatile long latestFaultNanos;

    /**
     * @param topology by the number of partitions of the input
     * @param input how far the input goes, as of Kafka's last answer
     * @param pulse is beaten by the streams
     */
    StreamsKeeper(IntFunction<Topology> topology, Map<String, Object> config, Supplier<InternalTopics> internalTopics,
            Supplier<InputState> input, Pulse pulse) {
        this.topology = topology;
        this.config = new Properties();
        this.config.putAll(config);
        this.internalTopics = internalTopics;
        this.input = input;
        this.pulse = pulse;
    }

    /** Does what is due. Kafka may be away: then streams are left to wait for it, and none are started. */
    void turn(TopicsSeen seen) throws InterruptedException, ExecutionException, TimeoutException {
        long now = System.nanoTime();
        boolean isWell = seen.contact() == Contact.ANSWERS && seen.hasAll(LearnerTopics.OURS);
        if (!isWell || now - lookedNanos < LOOK_NANOS) {
            patience.isWell(isWell, now);
            return;
        }
        lookedNanos = now;
        patience.isWell(true, now);
        try {
            InternalTopics there = internal();
            StreamsRun running = run;
            if (running != null) {
                look(running, seen, there, now);
            } else if (patience.mayStart(now)) {
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
        String changed = watch.changed(seen, there.ids());
        if (changed == null) {
            watch.observe(input.get(), now);
        }
        Throwable failure = running.failure();
        var condition = new StreamsCondition(running.state(), failure == null ? null : Causes.root(failure), changed,
                running.hasTasks(), Duration.ofMillis(pulse.ageMs()), Duration.ofNanos(watch.stuckNanos(now)));
        Optional<String> fault = condition.fault(patience.toWait(now));
        if (fault.isPresent()) {
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
        close();
        if (forTopics) {
            patience.interrupted(System.nanoTime());
        } else {
            patience.failed(System.nanoTime());
        }
        toRewind = watch.stale(seen, there.committed());
        rewindUntilNanos = System.nanoTime() + REWIND_NANOS;
    }

    private void open(TopicsSeen seen, InternalTopics there, long now)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!hasRewound(there, now)) {
            return;
        }
        try {
            int partitions = LearnerTopics.inputPartitions(seen);
            there.removeMisfits(partitions);
            var started = new StreamsRun(topology.apply(partitions), config, pulse);
            watch.reset(now);
            pulse.beat();
            start(started);
            waitingFor = null;
        } catch (IllegalStateException | KafkaException e) {
            waitingFor = Causes.root(e);
            lines.run(Causes.root(e), times -> LOG.warn("The learner could not be started, and tries again: {}",
                    Causes.root(e)));
            patience.failed(now);
        }
    }

    /** What a topic holds that was made anew is read from its beginning. */
    private boolean hasRewound(InternalTopics there, long now) throws InterruptedException, TimeoutException {
        if (toRewind.isEmpty()) {
            return true;
        }
        try {
            there.rewind(toRewind);
            LOG.info("{} partitions that were made anew are read from their beginning", toRewind.size());
            toRewind = List.of();
            return true;
        } catch (ExecutionException e) {
            LOG.debug("The group's offsets could not be changed", e);
            return now - rewindUntilNanos > 0;
        }
    }

    /** The streams' own state; {@code WAITING} where there are none. */
    String state() {
        StreamsRun running = run;
        return running == null ? "WAITING" : running.state().name();
    }

    /** How often streams were replaced. */
    long restarts() {
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
        if (!ended) {
            started.start();
            run = started;
        }
    }

    private synchronized void close() {
        StreamsRun running = run;
        run = null;
        if (running != null) {
            running.close(CLOSE_WITHIN);
        }
    }

    /** None are started from here on. */
    synchronized void end() {
        ended = true;
        close();
        disconnect();
    }
}
