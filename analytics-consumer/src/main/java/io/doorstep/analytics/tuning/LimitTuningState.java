package io.doorstep.analytics.tuning;

import io.doorstep.events.LimitName;
import org.jspecify.annotations.Nullable;

/**
 * How far the tuning of one limit has come.
 *
 * @param open the effective number while there is no attack: the configured one, or more where usage asks for more
 * @param learned the number that people need, as far as has been learned; it runs in shadow where it is below the open one
 * @param enforced the effective number against an attack; 0 while the open one is
 * @param shadow the trial of the learned number
 * @param before share of the good clients that was refused in the window before it was enforced
 * @param quiet windows in a row without an attack since it was enforced
 * @param resting windows to come in which nothing is enforced
 */
public record LimitTuningState(LimitName limitName, int open, int learned, int enforced, CandidateTrial shadow,
        double before,
        int quiet, int resting) {

    public LimitTuningState {
        shadow = orElse(shadow, CandidateTrial.NONE);
    }

    /** Earlier versions kept the trial in another form. */
    private static <T> T orElse(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }

    /** Nothing has been learned yet. */
    static LimitTuningState at(LimitName limitName, int number) {
        return new LimitTuningState(limitName, number, number, 0, CandidateTrial.NONE, 0, 0, 0);
    }

    /** A number is in force that was not learned here: one below the configured counts as enforced against an attack. */
    static LimitTuningState at(LimitName limitName, int number, int configured) {
        return number >= configured
                ? at(limitName, number)
                : new LimitTuningState(limitName, configured, number, number, CandidateTrial.NONE, 0, 0, 0);
    }

    /** The effective number. */
    int live() {
        return enforced == 0 ? open : enforced;
    }

    boolean isEnforced() {
        return enforced > 0;
    }

    /** The number that runs in shadow; that in force where none does. */
    int candidate() {
        return Math.min(learned, live());
    }

    boolean hasCandidate() {
        return candidate() < live();
    }

    LimitTuningState withOpen(int number) {
        return new LimitTuningState(limitName, number, learned, enforced, shadow, before, quiet, resting);
    }

    LimitTuningState withLearned(int number) {
        return new LimitTuningState(limitName, open, number, enforced, shadow, before, quiet, resting);
    }

    LimitTuningState withShadow(CandidateTrial trial) {
        return new LimitTuningState(limitName, open, learned, enforced, trial, before, quiet, resting);
    }

    /** What has been learned is in force. */
    LimitTuningState enforced(double shareBefore) {
        return new LimitTuningState(limitName, open, learned, learned, shadow.doubt(false), shareBefore, 0, 0);
    }

    LimitTuningState quiet(int windows) {
        return new LimitTuningState(limitName, open, learned, enforced, shadow, before, windows, resting);
    }

    /** The open number is in force again; what was learned has proven itself. */
    LimitTuningState released() {
        return new LimitTuningState(limitName, open, learned, 0, shadow, 0, 0, 0);
    }

    /** The open number is in force again; what was learned is not trusted. */
    LimitTuningState rolledBack(int rest) {
        return new LimitTuningState(limitName, open, open, 0, CandidateTrial.NONE, 0, 0, rest);
    }

    LimitTuningState rested() {
        return new LimitTuningState(limitName, open, learned, enforced, shadow, before, quiet,
                Math.max(0, resting - 1));
    }
}
