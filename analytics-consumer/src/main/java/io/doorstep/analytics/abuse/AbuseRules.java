package io.doorstep.analytics.abuse;

import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import java.util.Optional;

/**
 * The rules: what one client does, event after event, and the sanction that is due for it. Holds nothing of a client
 * itself, so one serves all. The same events and times give the same drafts.
 */
public final class AbuseRules {
    private final AbusePolicy policy;

    public AbuseRules(AbusePolicy policy) {
        this.policy = policy;
    }

    /**
     * Whether an event says something to any rule; {@link #hear} leaves a conduct as it is for others. These are
     * {@code ConnectionOpened}, {@code ConnectionClosed}, {@code Violation} and {@code RepeatedText}.
     */
    public static boolean concerns(Event event) {
        return event != null;
    }

    /**
     * Adds an event to the conduct of its client, and says what is due for it. Each event is to be given once; in any
     * order, and however late: one that is older than the period of a rule counts for nothing there, and one that claims
     * to come from the future counts as now.
     *
     * @param conduct of {@code envelope.event().key()}; changed
     * @param nowMs the time on the learner's clock, in milliseconds since the epoch
     * @param lossy whether events are known to be missing around this one; then it neither counts nor sanctions
     * @return what to impose instead of whatever applied to the client before; empty: nothing changes. A draft of a rule
     *     in shadow never comes while an enforced sanction lasts
     */
    public Optional<SanctionDraft> hear(ClientConduct conduct, EventEnvelope envelope, long nowMs, boolean lossy) {
        return Optional.empty();
    }

    /**
     * What is due of time alone, for a client whose sanction has just ended: after a ban it stays throttled for a while.
     * To be asked once the latest sanction's {@code untilMs} has passed; empty: the sanction is to be lifted.
     */
    public Optional<SanctionDraft> afterwards(ClientConduct conduct, long nowMs) {
        return Optional.empty();
    }

    public AbusePolicy policy() {
        return policy;
    }
}
