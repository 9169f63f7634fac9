package io.doorstep.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dated restriction of one client. The latest of a client replaces those before; one that is renewed comes again with
 * a later lease, one that is over comes again as {@link SanctionStep#LIFTED}. It applies while {@code now} is before both
 * {@code untilMs} and {@code leaseUntilMs}.
 *
 * @param client keyed hash of the client
 * @param enforced false where it is only recorded, and restricts nobody
 * @param limit connections per window of a throttled client; absent in other steps
 * @param sinceMs when this step was imposed, or the sanction was lifted, in milliseconds since the epoch
 * @param untilMs when it ends, in milliseconds since the epoch; of a lifted one: until when the client
 *     is exempt, which is {@code sinceMs} where it is not
 * @param leaseUntilMs when it lapses unless it is renewed, in milliseconds since the epoch
 * @param evidence empty in those of an operator, and in lifted ones
 * @param reason an operator's words; absent in those of the learner
 * @param by name of the operator; absent in those of the learner
 * @param anomaly how unlike others the client was; absent where that is not known
 */
public record Sanction(String client, SanctionRule rule, SanctionStep step, boolean enforced, @Nullable Integer limit,
        long sinceMs, long untilMs, long leaseUntilMs, List<SanctionEvidence> evidence, @Nullable String reason,
        @Nullable String by, @Nullable SanctionAnomaly anomaly) implements Event {
    public Sanction {
        Promise.name("client", client);
        Promise.present("rule", rule);
        Promise.present("step", step);
        if (limit != null) {
            Promise.atLeast(1, "limit", limit);
        }
        Promise.atLeast(0, "since_ms", sinceMs);
        Promise.atLeast(sinceMs, "until_ms", untilMs);
        Promise.atLeast(0, "lease_until_ms", leaseUntilMs);
        Promise.present("evidence", evidence);
        evidence = List.copyOf(evidence);
        Promise.optionalSentence("reason", reason);
        Promise.optionalName("by", by);
    }

    /** Without what is known of how unlike others the client was. */
    public Sanction(String client, SanctionRule rule, SanctionStep step, boolean enforced, @Nullable Integer limit,
            long sinceMs, long untilMs, long leaseUntilMs, List<SanctionEvidence> evidence, @Nullable String reason,
            @Nullable String by) {
        this(client, rule, step, enforced, limit, sinceMs, untilMs, leaseUntilMs, evidence, reason, by, null);
    }

    /** Whether a door must do something about it at a time in milliseconds since the epoch. */
    public boolean appliesAt(long nowMs) {
        return enforced && step != SanctionStep.LIFTED && nowMs < Math.min(untilMs, leaseUntilMs);
    }

    /** The same, to lapse later. */
    public Sanction renewed(long newLeaseUntilMs) {
        return new Sanction(client, rule, step, enforced, limit, sinceMs, untilMs, newLeaseUntilMs, evidence, reason,
                by, anomaly);
    }

    /** The same, with how unlike others the client is now; null leaves what was known. */
    public Sanction seenAs(@Nullable SanctionAnomaly now) {
        return now == null
                ? this
                : new Sanction(client, rule, step, enforced, limit, sinceMs, untilMs, leaseUntilMs, evidence, reason,
                        by,
                        now);
    }

    /**
     * The end of it.
     *
     * @param operator name of the operator who ends it; absent where its time is over
     */
    public Sanction lifted(long nowMs, @Nullable String operator, @Nullable String why) {
        return new Sanction(client, rule, SanctionStep.LIFTED, enforced, null, nowMs, nowMs, nowMs, List.of(), why,
                operator);
    }

    @Override
    public String key() {
        return client;
    }
}
