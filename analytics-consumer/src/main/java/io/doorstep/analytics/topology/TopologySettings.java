package io.doorstep.analytics.topology;

import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the learner runs by.
 *
 * @param window length of the windows that patterns describe, at least 1 s; they start at multiples of it since the epoch
 * @param grace how long after its end a window waits for events on their way; 0 = not at all
 * @param mode whether revisions are published
 * @param policy how evidence is weighed
 * @param trial when a candidate is put in force and taken back
 * @param abuse whom the learner looks for
 * @param stateDir where Kafka Streams keeps its locks; the state itself is in Kafka
 */
public record TopologySettings(Duration window, Duration grace, TuningMode mode, TuningPolicy policy, TrialPolicy trial,
        AbuseSetup abuse, Path stateDir) {
    public TopologySettings {
        if (window.toMillis() < 1000 || grace.isNegative()) {
            throw new IllegalArgumentException("a window needs at least 1 s and a grace of at least 0, not "
                    + window + " and " + grace);
        }
    }

    /** What operators can accept of a state: while nothing may be enforced, nothing is proposed. */
    public List<Proposal> proposals(ScopeState state, Limits configured) {
        return mode == TuningMode.ENFORCE ? state.under(configured).proposals(configured, policy, trial) : List.of();
    }

    public long windowMs() {
        return window.toMillis();
    }
}
