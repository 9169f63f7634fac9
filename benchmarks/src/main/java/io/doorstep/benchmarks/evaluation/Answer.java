package io.doorstep.benchmarks.evaluation;

import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.events.RateLimit;

/**
 * What the door answered to one attempt.
 *
 * @param limit the effective one
 * @param candidate number that ran in shadow beside it; that of the limit where none did
 */
record Answer(Acquisition acquisition, RateLimit limit, int candidate) {

    boolean isAdmitted() {
        return acquisition instanceof Acquisition.Granted;
    }

    boolean isRefusedByCandidate() {
        return acquisition instanceof Acquisition.Granted granted && granted.refusedByCandidate();
    }
}
