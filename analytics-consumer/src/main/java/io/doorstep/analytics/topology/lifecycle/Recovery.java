package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.LearnerTopics;
import io.doorstep.analytics.topology.NumberFloor;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.stream.Replay;
import io.doorstep.support.kafka.TopicsSeen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the next streams begin to read. A topic that was made anew is read from its beginning. Where a topic is gone that
 * held open windows, all that was kept of those is dropped and their events are read again, so that each window is whole.
 * For one thread.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    /**
     * Whoever reads keeps the group's offsets from being changed. One that was killed is missed sooner than this; another
     * instance recovers by itself.
     */
    private static final long GIVE_UP_NANOS = Duration.ofSeconds(15).toNanos();

    private final TopologySettings settings;
    private final Supplier<NumberFloor> published;
    private final InstantSource clock;
    private final Set<String> gone = new TreeSet<>();
    private Set<TopicPartition> anew = Set.of();
    private Set<String> dropped = Set.of();
    private Replay replay = Replay.NONE;
    private boolean isPrepared;
    /** Since when what was to be done is refused; null where nothing was. */
    private @Nullable Long refusedNanos;

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

    /** Prepares the group and its topics for new streams; false where that takes another turn. Nobody is reading. */
    boolean isReady(InternalTopics there, TopicsSeen seen, long nowNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!isPrepared) {
            isPrepared = prepare(there, seen, nowNanos);
        }
        return isPrepared && (there.areGone(dropped) || isToGiveUp(nowNanos));
    }

    private boolean isToGiveUp(long nowNanos) {
        long since = refusedNanos == null ? nowNanos : refusedNanos;
        refusedNanos = since;
        return nowNanos - since > GIVE_UP_NANOS;
    }

    /** Streams are running on what was prepared. */
    void started() {
        isPrepared = false;
        refusedNanos = null;
        dropped = Set.of();
    }

    private boolean prepare(InternalTopics there, TopicsSeen seen, long nowNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> unusable = there.unusable(LearnerTopics.inputPartitions(seen));
        gone.addAll(unusable);
        Map<TopicPartition, Long> committed = there.committed();
        boolean isReplay = !committed.isEmpty() && !Collections.disjoint(gone, there.names().countedFrom());
        long from = replayFrom();
        Map<TopicPartition, Long> next = isReplay ? offsetsAt(from, there, seen, committed) : new HashMap<>();
        anew.forEach(partition -> next.put(partition, 0L));
        if (!next.isEmpty() && !hasRewound(there, next)) {
            if (!isToGiveUp(nowNanos)) {
                return false;
            }
            isReplay = false;
            gone.retainAll(unusable);
        }
        dropped = new TreeSet<>(gone);
        if (isReplay) {
            dropped.addAll(there.names().openWindows());
            committed.keySet().removeAll(anew);
            replay = new Replay(clock.millis(), from, committed);
            LOG.info("Open windows are read again from {} on: what was kept of them is gone with {}",
                    Instant.ofEpochMilli(from), gone);
        }
        there.drop(dropped);
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
    private static Map<TopicPartition, Long> offsetsAt(long timeMs, InternalTopics there, TopicsSeen seen,
            Map<TopicPartition, Long> committed) throws InterruptedException, ExecutionException, TimeoutException {
        List<TopicPartition> read = LearnerTopics.partitionsOf(seen, LearnerTopics.INPUT).stream()
                .filter(committed::containsKey).toList();
        Map<TopicPartition, Long> next = new HashMap<>();
        there.offsetsAt(read, timeMs)
                .forEach((partition, offset) -> next.put(partition,
                        Math.min(offset, committed.getOrDefault(partition, 0L))));
        return next;
    }

    private static boolean hasRewound(InternalTopics there, Map<TopicPartition, Long> next)
            throws InterruptedException, TimeoutException {
        try {
            there.rewind(next);
            LOG.info("The input is read on from {}", next);
            return true;
        } catch (ExecutionException e) {
            LOG.debug("The group's offsets could not be changed", e);
            return false;
        }
    }
}
