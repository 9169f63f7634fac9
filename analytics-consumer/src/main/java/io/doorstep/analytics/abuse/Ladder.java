package io.doorstep.analytics.abuse;

import io.doorstep.events.SanctionEvidence;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Where one client stands, for what, and since when: one ladder for what is enforced, one for what is not. */
final class Ladder {
    /** Without an offence a client comes down a rung in this time, counted from the end of its sanction. */
    static final long DECAY_MS = Duration.ofDays(1).toMillis();
    /** How long a client stays throttled after a ban. */
    static final long PROBATION_MS = Rung.THROTTLED.lastsMs();

    private Rung rung = Rung.NONE;
    private Rung imposed = Rung.NONE;
    private SanctionRule rule = SanctionRule.OTHER;
    private long sinceMs;
    private long untilMs;
    private SanctionEvidence evidence = new SanctionEvidence("-", 0, 0);

    /** The rung that counts for what a client does now; what was imposed last may have been milder. */
    Rung rung(long timeMs) {
        return timeMs <= untilMs ? rung : rung.lower((timeMs - untilMs) / DECAY_MS);
    }

    /** Whether a time is before the latest sanction, which was imposed in the knowledge of later events. */
    boolean isBefore(long timeMs) {
        return timeMs < sinceMs;
    }

    /** Whether a ban lasts. */
    boolean isBanned(long timeMs) {
        return imposed.isBan() && timeMs < untilMs;
    }

    /** What restricts the client now. */
    Rung inForce(long timeMs) {
        if (timeMs < untilMs) {
            return imposed;
        }
        return isOnProbation(timeMs) ? Rung.THROTTLED : Rung.NONE;
    }

    /** Whether a sanction lasts, or the time on probation after one. */
    boolean isSanctioned(long timeMs) {
        return inForce(timeMs) != Rung.NONE;
    }

    boolean isSanctionedFor(SanctionRule why, long timeMs) {
        return rule == why && isSanctioned(timeMs);
    }

    /** Imposes a rung, which is remembered where it is higher than the one that counts. */
    SanctionDraft climb(Rung to, SanctionRule why, SanctionEvidence shown, long timeMs, boolean enforced) {
        Rung before = rung(timeMs);
        rung = to.compareTo(before) > 0 ? to : before;
        imposed = to;
        sinceMs = timeMs;
        rule = why;
        evidence = shown;
        untilMs = timeMs + to.lastsMs();
        return new SanctionDraft(rule, to.step(), enforced, timeMs, untilMs, List.of(evidence));
    }

    /** What follows the ban that has ended; only while {@link #isOnProbation}. */
    SanctionDraft probation(boolean enforced) {
        return new SanctionDraft(rule, SanctionStep.THROTTLED, enforced, untilMs, untilMs + PROBATION_MS,
                List.of(evidence));
    }

    boolean isOnProbation(long timeMs) {
        return imposed.isBan() && timeMs >= untilMs && timeMs < untilMs + PROBATION_MS;
    }

    boolean isForgettable(long timeMs) {
        return rung(timeMs) == Rung.NONE && !isSanctioned(timeMs);
    }

    void forget() {
        rung = Rung.NONE;
        imposed = Rung.NONE;
        sinceMs = 0;
        untilMs = 0;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(rung.name());
        out.writeUTF(imposed.name());
        out.writeUTF(rule.name());
        out.writeLong(sinceMs);
        out.writeLong(untilMs);
        out.writeUTF(evidence.name());
        out.writeDouble(evidence.value());
        out.writeDouble(evidence.bound());
    }

    void read(DataInputStream in) throws IOException {
        rung = Rung.valueOf(in.readUTF());
        imposed = Rung.valueOf(in.readUTF());
        rule = SanctionRule.valueOf(in.readUTF());
        sinceMs = in.readLong();
        untilMs = in.readLong();
        evidence = new SanctionEvidence(in.readUTF(), in.readDouble(), in.readDouble());
    }
}
