package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.support.log.OncePerCause;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long Kafka has refused to change the group's offsets, as it does while somebody reads; and when to try again, after
 * pauses that grow. For one thread, but for the count.
 */
final class RewindRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(RewindRefusals.class);
    private static final long FIRST_PAUSE = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();
    /** A learner that was killed is missed sooner than this, and one that lives has seen by then what is gone. */
    private static final long OTHERS_KNOW_AFTER = Duration.ofSeconds(15).toNanos();
    /** As Kafka Streams calls the consumers of its threads. */
    private static final Pattern LEARNER = Pattern.compile(".*-StreamThread-\\d+-consumer");

    private final OncePerCause lines = OncePerCause.minute();
    private final AtomicLong count = new AtomicLong();
    private String latest = "";
    private long sinceNanos;
    private long nextNanos;
    private long pause = FIRST_PAUSE;

    void add(String why, long nowNanos) {
        count.incrementAndGet();
        if (latest.isEmpty()) {
            sinceNanos = nowNanos;
        }
        latest = why;
        lines.run(why,
                times -> LOG.warn("What was lost with a topic cannot be read again yet ({} times): {}", times, why));
        nextNanos = nowNanos + pause;
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }

    boolean isPausing(long nowNanos) {
        return !latest.isEmpty() && nowNanos - nextNanos < 0;
    }

    /**
     * Whether those who read are learners alone, and have been for so long that they have read again by themselves what is
     * gone.
     */
    boolean areOfOtherLearners(RecoverableState there, long nowNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (nowNanos - sinceNanos < OTHERS_KNOW_AFTER) {
            return false;
        }
        Set<String> readers = there.readers();
        return !readers.isEmpty() && readers.stream().allMatch(reader -> LEARNER.matcher(reader).matches());
    }

    /** Why, the latest time; empty where nothing is refused. */
    Optional<String> inWords() {
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of("what was lost with a topic cannot be read again: " + latest);
    }

    void end() {
        latest = "";
        pause = FIRST_PAUSE;
    }

    long count() {
        return count.get();
    }
}
