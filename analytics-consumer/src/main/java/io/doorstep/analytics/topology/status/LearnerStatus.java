package io.doorstep.analytics.topology.status;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.lifecycle.Learner;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicFollower;
import io.doorstep.support.kafka.TopicKeeper;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the learner is doing on this instance. */
public final class LearnerStatus {
    private static final String RUNNING = "RUNNING";

    private final TopologySettings settings;
    private final Learner learner;
    private final TopicKeeper keeper;
    private final TopicFollower follower;
    private final ThreadSupervisor threads;
    private final LearnerMeters meters;
    private final LearnerReadModel readModel;
    private final InstantSource clock;

    public LearnerStatus(TopologySettings settings, Learner learner, TopicKeeper keeper, TopicFollower follower,
            ThreadSupervisor threads, LearnerMeters meters, LearnerReadModel readModel, InstantSource clock) {
        this.settings = settings;
        this.learner = learner;
        this.keeper = keeper;
        this.follower = follower;
        this.threads = threads;
        this.meters = meters;
        this.readModel = readModel;
        this.clock = clock;
    }

    /** The streams' state as Kafka names it, {@code WAITING} where there are none. */
    public String state() {
        return learner.state();
    }

    public boolean isKafkaReachable() {
        return keeper.seen().contact() == Contact.ANSWERS;
    }

    /** Whether events are learned from: Kafka answers, and the streams run. */
    public boolean isLearning() {
        return isKafkaReachable() && state().equals(RUNNING);
    }

    /** What is wrong, or was a moment ago, in words; empty where nothing is. */
    public List<String> reasons() {
        return Stream.concat(Stream.of(connecting(), keeper.trouble(), learner.trouble(), follower.trouble(),
                threads.trouble(), keeper.note(), starting()).flatMap(Optional::stream),
                readModel.doors().differences(clock.millis()).stream()).distinct().toList();
    }

    /** Why nothing is tuned though all is well; empty where everything is. */
    public Optional<String> note() {
        return isLearning() && readModel.configured() == null
                ? Optional.of(PublishedState.NOT_CONFIGURED + ": no limit is tuned")
                : Optional.empty();
    }

    private Optional<String> connecting() {
        return keeper.seen().contact() == Contact.CONNECTING
                ? Optional.of("the learner is connecting to Kafka at " + keeper.server())
                : Optional.empty();
    }

    private Optional<String> starting() {
        return isKafkaReachable() && keeper.trouble().isEmpty() && !isLearning()
                ? Optional.of("the learner's streams are starting (" + state() + ")")
                : Optional.empty();
    }

    public TuningMode mode() {
        return settings.mode();
    }

    public Duration window() {
        return settings.window();
    }

    /** The mode of each rule against abuse, by name: {@code off}, {@code shadow} or {@code enforce}. */
    public Map<String, String> ruleModes() {
        AbusePolicy policy = settings.abuse().policy();
        Map<String, String> modes = new TreeMap<>();
        AbusePolicy.DEFAULT_MODES.keySet().forEach(rule -> modes.put(rule.name().toLowerCase(Locale.ROOT),
                policy.mode(rule).name().toLowerCase(Locale.ROOT)));
        return modes;
    }

    /** Windows closed since the start. */
    public long windows() {
        return meters.windows();
    }

    /** Events left out since the start, because they came after their window was closed or are too old. */
    public long late() {
        return meters.late();
    }

    /** Events since the start whose time was ahead of this machine's clock, and which count as of now. */
    public long ahead() {
        return meters.ahead();
    }

    /** Records since the start that could not be read or made no sense. */
    public long unreadable() {
        return meters.unreadable();
    }
}
