package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.log.OncePerCause;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the thread of a {@link TopicKeeper} does. */
final class TopicWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Between the looks at a topic that seems to be gone, or has just been made. */
    private static final Duration SOON = Duration.ofMillis(200);
    /** Kafka may take so long to start with a service before anybody needs to know. */
    private static final long CONNECTS_WITHIN = Duration.ofSeconds(10).toNanos();
    private static final long MAKE_AGAIN_AFTER = Duration.ofSeconds(5).toNanos();
    private static final int FAILURES_OF_A_CLIENT = 5;

    private final Callable<KafkaTopics> connect;
    private final Set<Topic> topics;
    private final MadeAnew madeAnew = new MadeAnew();
    private final OncePerCause lines = OncePerCause.minute();
    private final Map<Topic, String> reasons = new EnumMap<>(Topic.class);
    private final long startedNanos = System.nanoTime();
    private @Nullable KafkaTopics connection;
    private String complained = "";
    private int failures;
    private boolean ensured;
    private long ensuredNanos;
    private volatile TopicsSeen seen = TopicsSeen.NOTHING;
    private volatile @Nullable Exception failure;

    TopicWatch(Callable<KafkaTopics> connect, Set<Topic> topics) {
        this.connect = connect;
        this.topics = topics;
    }

    Set<Topic> topics() {
        return topics;
    }

    TopicsSeen seen() {
        return seen;
    }

    /** Why Kafka has not answered the latest time; null where it has. */
    @Nullable
    Exception failure() {
        return failure;
    }

    MadeAnew madeAnew() {
        return madeAnew;
    }

    /** Until it is interrupted. */
    void run() throws InterruptedException {
        try {
            while (true) {
                Thread.sleep(round());
            }
        } finally {
            disconnect();
        }
    }

    private Duration round() throws InterruptedException {
        try {
            KafkaTopics here = connected();
            Map<Topic, FoundTopic> there = here.look(topics);
            if (!there.keySet().containsAll(seen.found().keySet())) {
                Thread.sleep(SOON);
                there = here.look(topics);
            }
            answered(there);
            return isMakingDue(there) && !ensure(here).isEmpty() ? SOON : PERIOD;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            unanswered(e);
            return PERIOD;
        }
    }

    private KafkaTopics connected() throws InterruptedException {
        KafkaTopics here = connection;
        if (here == null) {
            try {
                here = connect.call();
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new KafkaException(e);
            }
            connection = here;
        }
        return here;
    }

    private void disconnect() {
        KafkaTopics here = connection;
        connection = null;
        if (here != null) {
            here.close();
        }
    }

    private void answered(Map<Topic, FoundTopic> there) {
        failures = 0;
        failure = null;
        there.forEach((topic, found) -> {
            reasons.remove(topic);
            if (madeAnew.isSo(topic, found.id())) {
                lines.run("anew " + topic, times -> LOG.warn("Topic {} was made anew: what it held is gone",
                        topic.topicName()));
            }
        });
        Set<Topic> missing = EnumSet.copyOf(topics);
        missing.removeAll(there.keySet());
        Map<Topic, String> why = new EnumMap<>(Topic.class);
        missing.forEach(topic -> why.put(topic, reasons.getOrDefault(topic, "")));
        show(new TopicsSeen(Contact.ANSWERS, there, why));
    }

    private boolean isMakingDue(Map<Topic, FoundTopic> there) {
        if (!ensured) {
            return true;
        }
        return there.size() < topics.size()
                && (reasons.isEmpty() || System.nanoTime() - ensuredNanos >= MAKE_AGAIN_AFTER);
    }

    /** Those that have been created. */
    private Set<Topic> ensure(KafkaTopics here) throws InterruptedException, ExecutionException, TimeoutException {
        Ensured made = here.ensure(topics);
        ensured = true;
        ensuredNanos = System.nanoTime();
        reasons.clear();
        reasons.putAll(made.missing());
        if (!made.missing().isEmpty()) {
            Map<Topic, String> why = new EnumMap<>(Topic.class);
            seen.missing().forEach((topic, _) -> why.put(topic, reasons.getOrDefault(topic, "")));
            show(new TopicsSeen(Contact.ANSWERS, seen.found(), why));
        }
        complain(made.complaint().orElse(""), made.missing().isEmpty());
        return made.created();
    }

    /** What is not as it should be is said once; what keeps the service from its work each minute. */
    private void complain(String complaint, boolean once) {
        if (!complaint.isEmpty() && !(once && complaint.equals(complained))) {
            lines.run("complaint " + complaint, times -> LOG.warn(complaint));
        }
        complained = complaint;
    }

    private void unanswered(Exception e) {
        LOG.debug("Kafka does not answer", e);
        failure = e;
        if (++failures % FAILURES_OF_A_CLIENT == 0) {
            disconnect();
        }
        boolean early = seen.contact() == Contact.CONNECTING && System.nanoTime() - startedNanos < CONNECTS_WITHIN;
        show(seen.with(early ? Contact.CONNECTING : Contact.SILENT));
    }

    private synchronized void show(TopicsSeen now) {
        seen = now;
        notifyAll();
    }

    synchronized boolean await(Predicate<TopicsSeen> state, Duration within) throws InterruptedException {
        long untilNanos = System.nanoTime() + within.toNanos();
        while (!state.test(seen)) {
            long leftMillis = (untilNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }
}
