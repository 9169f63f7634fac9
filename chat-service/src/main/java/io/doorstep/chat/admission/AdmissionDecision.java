package io.doorstep.chat.admission;

import io.doorstep.chat.house.Permit;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.rejection.Rejection;

/** The answer to one attempt. */
public sealed interface AdmissionDecision {

    /** In; the permit is to be released when the socket ends. */
    sealed interface Permitted extends AdmissionDecision {

        Permit permit();

        ClientLimits limits();
    }

    /**
     * All checks passed.
     *
     * @param overCandidateRate whether the candidate of the connection rate would have refused it
     */
    record Admitted(Permit permit, ClientLimits limits, boolean overCandidateRate) implements Permitted {}

    /**
     * In because a part of the admission failed.
     *
     * @param part what failed, such as {@code connection_rate}
     */
    record FailedOpen(Permit permit, ClientLimits limits, String part, RuntimeException error) implements Permitted {}

    /** @param limitsRevision the revision it was judged by; 0 for the configured limits */
    record Rejected(Rejection rejection, long limitsRevision) implements AdmissionDecision {}
}
