package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.FailureCauses;
import io.doorstep.analytics.topology.LearnerTopics;
import io.doorstep.analytics.topology.NumberFloor;
import io.doorstep.analytics.topology.Replay;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.support.kafka.TopicsSeen;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the next streams begin to read. A topic that was made anew is read from its beginning. Where a topic is gone that
 * held open windows, all that was kept of those is dropped and their events are read again, so that each window is whole.
 * For one thread, but for the number of refusals.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final TopologySettings settings;
    private final Supplier<NumberFloor> published;
    private final InstantSource clock;
    private final RewindRefusals refusals = new RewindRefusals();
    private final Set<String> gone = new TreeSet<>();
    private Set<TopicPartition> anew = Set.of();
    private Map<String, Uuid> dropped = Map.of();
    private Replay replay = Replay.NONE;
    private boolean isPrepared;

    /** @param published what the learner is known to have published */
    public Recovery(TopologySettings settings, Supplier<NumberFloor> published, InstantSource clock) {
        this.settings = settings;
        this.published = published;
        this.clock = clock;
    }

    /** What the streams read again that are started now. */
    Replay replay() {
        return replay;
    }

    /** Topics that were there have been deleted, whether or not they are there again. */
    void lost(Collection<String> topics) {
        gone.addAll(topics);
    }

    /** @param partitions of topics that were made anew, whose committed offsets are those of the topics before */
    void madeAnew(Collection<TopicPartition> partitions) {
        anew = Set.copyOf(partitions);
    }

    /**
     * Prepares the group and its topics for new streams. Nobody is reading.
     *
     * @return in words, why that takes another turn; empty where streams may be started
     */
    Optional<String> hindrance(RecoverableState there, TopicsSeen seen, long nowNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (refusals.isPausing(nowNanos)) {
            return refusals.inWords();
        }
        if (!isPrepared) {
            isPrepared = prepare(there, seen, nowNanos);
        }
        if (!isPrepared) {
            return refusals.inWords();
        }
        return there.areGone(dropped)
                ? Optional.empty()
                : Optional.of("Kafka has not deleted " + String.join(", ", new TreeSet<>(dropped.keySet())) + " yet");
    }

    /** Streams are running on what was prepared. */
    void started() {
        isPrepared = false;
        dropped = Map.of();
    }

    /** How often Kafka has refused to change the group's offsets since the start. */
    long refused() {
        return refusals.count();
    }

    private boolean prepare(RecoverableState there, TopicsSeen seen, long nowNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> unusable = there.unusable(LearnerTopics.inputPartitions(seen));
        gone.addAll(unusable);
        Map<TopicPartition, Long> committed = there.committed();
        boolean isReplay = !committed.isEmpty() && !Collections.disjoint(gone, there.names().countedFrom());
        long from = replayFrom();
        Map<TopicPartition, Long> next = isReplay ? offsetsAt(from, there, seen, committed) : new HashMap<>();
        anew.forEach(partition -> next.put(partition, 0L));
        if (!next.isEmpty() && !hasRewound(there, next, nowNanos)) {
            if (!refusals.areOfOtherLearners(there, nowNanos)) {
                return false;
            }
            LOG.info("Another learner reads the input: what was to be read again is left to it");
            isReplay = false;
            gone.retainAll(unusable);
        }
        refusals.end();
        Set<String> unwanted = new TreeSet<>(gone);
        if (isReplay) {
            unwanted.addAll(there.names().openWindows());
            committed.keySet().removeAll(anew);
            replay = new Replay(clock.millis(), from, committed);
            LOG.info("Open windows are read again from {} on: what was kept of them is gone with {}",
                    Instant.ofEpochMilli(from), gone);
        }
        dropped = there.drop(unwanted);
        gone.clear();
        anew = Set.of();
        return true;
    }

    /** Where nothing is known to have been published, the latest two windows are read. */
    private long replayFrom() {
        long publishedUpTo = published.get().publishedUpToMs();
        long recent = clock.millis() - settings.grace().toMillis() - 2 * settings.windowMs();
        return publishedUpTo > 0 ? publishedUpTo : recent - Math.floorMod(recent, settings.windowMs());
    }

    /** A partition of which nothing was committed is read from its beginning as it is. */
    private static Map<TopicPartition, Long> offsetsAt(long timeMs, RecoverableState there, TopicsSeen seen,
            Map<TopicPartition, Long> committed) throws InterruptedException, ExecutionException, TimeoutException {
        List<TopicPartition> read = LearnerTopics.partitionsOf(seen, LearnerTopics.INPUT).stream()
                .filter(committed::containsKey).toList();
        Map<TopicPartition, Long> next = new HashMap<>();
        there.offsetsAt(read, timeMs)
                .forEach((partition, offset) -> next.put(partition,
                        Math.min(offset, committed.getOrDefault(partition, 0L))));
        return next;
    }

    private boolean hasRewound(RecoverableState there, Map<TopicPartition, Long> next, long nowNanos)
            throws InterruptedException, TimeoutException {
        try {
            there.rewind(next);
            LOG.info("The input is read on from {}", next);
            return true;
        } catch (ExecutionException e) {
            LOG.debug("The group's offsets could not be changed", e);
            refusals.add(e.getCause() instanceof UnknownMemberIdException
                    ? "somebody else reads in the learner's group"
                    : FailureCauses.root(e), nowNanos);
            return false;
        }
    }
}
