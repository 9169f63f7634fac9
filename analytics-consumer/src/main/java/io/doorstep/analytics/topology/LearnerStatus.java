package io.doorstep.analytics.topology;

import io.doorstep.analytics.tuning.TuningMode;
import java.time.Duration;

/** How the learner is doing on this instance. */
public final class LearnerStatus {
    private final TopologySettings settings;
    private final Learner learner;
    private final TopicFollower follower;
    private final LearnerMeters meters;

    LearnerStatus(TopologySettings settings, Learner learner, TopicFollower follower, LearnerMeters meters) {
        this.settings = settings;
        this.learner = learner;
        this.follower = follower;
        this.meters = meters;
    }

    /** The streams' state as Kafka names it, {@code WAITING} before they could be started. */
    public String state() {
        return learner.state();
    }

    public boolean isKafkaReachable() {
        return follower.isReachable();
    }

    public TuningMode mode() {
        return settings.mode();
    }

    public Duration window() {
        return settings.window();
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

    /** Records passed to the dead letters since the start. */
    public long unreadable() {
        return meters.unreadable();
    }
}
