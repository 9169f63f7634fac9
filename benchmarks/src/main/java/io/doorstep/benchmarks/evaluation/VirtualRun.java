package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.SanctionDraft;
import io.doorstep.benchmarks.evaluation.WindowResult.Count;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One policy on one mix. As on the live path, windows without any attempt have no pattern. */
final class VirtualRun {
    /** The learner's default. */
    static final long WINDOW_MS = 300_000;

    private final Mix mix;
    private final LimitPolicy policy;
    private final VirtualDoor door;
    private final VirtualLearner learner;
    private final VirtualSanctions sanctions;
    private final Away away;
    private List<UsagePattern> patterns = List.of();
    private final List<WindowResult> windows = new ArrayList<>();
    private final BitSet legitClients = new BitSet();
    private final BitSet rejectedClients = new BitSet();
    private Count legit = Count.NONE;
    private Count abuse = Count.NONE;

    private VirtualRun(Mix mix, LimitPolicy policy, @Nullable AbusePolicy abusePolicy, Away away) {
        this.mix = mix;
        this.away = away;
        this.sanctions = new VirtualSanctions(abusePolicy, away);
        this.policy = policy;
        this.door = new VirtualDoor(mix.limit(), policy.configured());
        this.learner = new VirtualLearner(mix.limit().events(), sanctions);
    }

    static Outcome of(Mix mix, LimitPolicy policy) {
        return of(mix, policy, null, Away.NEVER);
    }

    /** @param abusePolicy of the rules that sanction; null for no sanctions */
    static Outcome of(Mix mix, LimitPolicy policy, @Nullable AbusePolicy abusePolicy, Away away) {
        return new VirtualRun(mix, policy, abusePolicy, away).play();
    }

    private Outcome play() {
        long start = 0;
        boolean anything = false;
        for (Attempt attempt : mix.attempts()) {
            if (attempt.timeMs() >= start + WINDOW_MS) {
                if (anything) {
                    close(start);
                }
                start = attempt.timeMs() - attempt.timeMs() % WINDOW_MS;
            }
            knock(attempt);
            anything = true;
        }
        if (anything) {
            close(start);
        }
        return new Outcome(policy.name(), windows, legitClients.cardinality(), rejectedClients.cardinality(),
                door.revisions(), sanctions.imposed());
    }

    private void knock(Attempt attempt) {
        boolean letIn = isLetIn(attempt);
        switch (attempt.standing()) {
            case LEGIT -> {
                legit = legit.add(letIn);
                legitClients.set(attempt.client());
                if (!letIn) {
                    rejectedClients.set(attempt.client());
                }
            }
            case ABUSE -> abuse = abuse.add(letIn);
            case OTHER -> {
                // In no result.
            }
        }
    }

    private boolean isLetIn(Attempt attempt) {
        Optional<SanctionDraft> sanction = sanctions.at(attempt.client(), attempt.timeMs());
        if (sanction.isPresent() && sanction.get().step() == SanctionStep.BANNED) {
            learner.hear(attempt.timeMs(), attempt.client(),
                    DoorEvents.banned(attempt.client(), sanction.get().untilMs() - attempt.timeMs()));
            return false;
        }
        Answer answer = door.knock(attempt, sanction.isPresent());
        learner.hear(attempt, answer);
        return answer.isAdmitted();
    }

    private void close(long startMs) {
        UsagePattern pattern = learner.close(startMs, WINDOW_MS, policy.references());
        Limits inForce = door.limits();
        Quantiles demand = mix.limit().perClient(pattern);
        windows.add(new WindowResult(startMs, door.number(), pattern.clients(), demand.p50(), demand.p99(), legit,
                abuse));
        legit = Count.NONE;
        abuse = Count.NONE;
        if (away.isAt(startMs + WINDOW_MS)) {
            return;
        }
        List<UsagePattern> all = new ArrayList<>(patterns);
        all.add(pattern);
        door.revise(policy.revise(List.copyOf(all), inForce));
        patterns = List.copyOf(policy.remembered(all));
        door.sweep();
    }
}
