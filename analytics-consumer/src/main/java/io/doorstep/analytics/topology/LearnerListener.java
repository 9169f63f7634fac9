package io.doorstep.analytics.topology;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Sanction;
import io.doorstep.events.Scope;
import java.util.List;

/** Told what the learner does, on its own threads: be quick, do not throw. */
public interface LearnerListener {
    LearnerListener NOOP = new LearnerListener() {};

    /** A task has looked at its windows. */
    default void onAlive() {}

    /** Events came after their window was closed, and were left out. */
    default void onLate(long events) {}

    /** The time of an event was ahead of this machine's clock by more than the grace; it counts as of now. */
    default void onAhead() {}

    /** A record could not be read or made no sense; it went to the dead letters. */
    default void onUnreadable() {}

    /**
     * It was decided which events of the windows before are lost.
     *
     * @param sources all that have been heard of lately
     * @param lost how many are, that were not before
     */
    default void onSettled(List<SourceLoss> sources, long lost) {}

    /** A window was closed on all partitions, and its patterns were published. */
    default void onWindowClosed(long windowStartMs) {}

    /** The limits of a scope were looked at. */
    default void onTuned(Scope scope, TuningDecision turn) {}

    /** What is proposed of the limits of a scope from now on. */
    default void onProposed(Scope scope, List<Proposal> proposals) {}

    /** A revision is published. */
    default void onRevised(LimitsRevised revised) {}

    /** A sanction is imposed: by a rule, or by an operator. */
    default void onSanctioned(Sanction sanction) {}

    /** A sanction is over, or a client exempt. */
    default void onLifted(Sanction lifted) {}

    /** An operator's command is answered. */
    default void onAnswered(CommandAnswered answer) {}
}
