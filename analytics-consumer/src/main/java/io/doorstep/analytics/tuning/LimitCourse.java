package io.doorstep.analytics.tuning;

import io.doorstep.events.LimitName;

/**
 * How far the tuning of one limit has come.
 *
 * @param open the number in force while there is no attack: the configured one, or more where usage asks for more
 * @param learned the number that people need, as far as has been learned; it runs in shadow where it is below the open one
 * @param enforced the number in force against an attack; 0 while the open one is
 * @param shadowed windows in a row in which the learned number ran in shadow under the bar
 * @param shadowedGood good clients in them, counted once per window
 * @param shadowedHit of them, those it would have refused
 * @param before share of the good clients that was refused in the window before it was enforced
 * @param quiet windows in a row without an attack since it was enforced
 * @param resting windows to come in which nothing is enforced
 */
public record LimitCourse(LimitName limitName, int open, int learned, int enforced, int shadowed, long shadowedGood,
        long shadowedHit, double before, int quiet, int resting) {

    /** Nothing has been learned yet. */
    static LimitCourse at(LimitName limitName, int number) {
        return new LimitCourse(limitName, number, number, 0, 0, 0, 0, 0, 0, 0);
    }

    /** A number is in force that was not learned here: one below the configured counts as enforced against an attack. */
    static LimitCourse at(LimitName limitName, int number, int configured) {
        return number >= configured
                ? at(limitName, number)
                : new LimitCourse(limitName, configured, number, number, 0, 0, 0, 0, 0, 0);
    }

    /** The number in force. */
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

    LimitCourse withOpen(int number) {
        return new LimitCourse(limitName, number, learned, enforced, shadowed, shadowedGood, shadowedHit, before,
                quiet, resting);
    }

    LimitCourse withLearned(int number) {
        return new LimitCourse(limitName, open, number, enforced, shadowed, shadowedGood, shadowedHit, before, quiet,
                resting);
    }

    /** One more window in shadow under the bar. */
    LimitCourse shadowed(long good, long hit) {
        return new LimitCourse(limitName, open, learned, enforced, shadowed + 1, shadowedGood + good,
                shadowedHit + hit, before, quiet, resting);
    }

    /** The trial begins anew. */
    LimitCourse unproven() {
        return new LimitCourse(limitName, open, learned, enforced, 0, 0, 0, before, quiet, resting);
    }

    /** What has been learned is in force. */
    LimitCourse enforced(double shareBefore) {
        return new LimitCourse(limitName, open, learned, learned, shadowed, shadowedGood, shadowedHit, shareBefore, 0,
                0);
    }

    LimitCourse quiet(int windows) {
        return new LimitCourse(limitName, open, learned, enforced, shadowed, shadowedGood, shadowedHit, before,
                windows, resting);
    }

    /** The open number is in force again; what was learned has proven itself. */
    LimitCourse released() {
        return new LimitCourse(limitName, open, learned, 0, shadowed, shadowedGood, shadowedHit, 0, 0, 0);
    }

    /** The open number is in force again; what was learned is not trusted. */
    LimitCourse rolledBack(int rest) {
        return new LimitCourse(limitName, open, open, 0, 0, 0, 0, 0, 0, rest);
    }

    LimitCourse rested() {
        return new LimitCourse(limitName, open, learned, enforced, shadowed, shadowedGood, shadowedHit, before, quiet,
                Math.max(0, resting - 1));
    }
}
