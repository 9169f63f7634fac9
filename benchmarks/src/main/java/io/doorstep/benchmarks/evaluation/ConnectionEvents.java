package io.doorstep.benchmarks.evaluation;

import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;

/** Of connection attempts: each by itself, which comes to the same as a count per second. */
final class ConnectionEvents implements DoorEvents {

    @Override
    public void add(Attempt attempt, Answer answer, Ear ear) {
        int client = attempt.client();
        switch (answer.acquisition()) {
            case Acquisition.Granted granted -> {
                ear.hear(attempt.timeMs(), client, DoorEvents.opened(client));
                if (granted.refusedByCandidate()) {
                    ear.hear(attempt.timeMs(), client,
                            DoorEvents.wouldReject(client, 1, LimitName.CONNECTION_RATE, answer));
                }
            }
            case Acquisition.Refused(long waitMs) -> ear.hear(attempt.timeMs(), client, DoorEvents.violation(client,
                    ErrorCode.RATE_LIMIT_EXCEEDED, 1, LimitName.CONNECTION_RATE, answer, waitMs));
            case Acquisition.Failed failed -> throw failed.error();
        }
    }

    @Override
    public void end(Ear ear) {
        // Nothing is held.
    }
}
