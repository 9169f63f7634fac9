package io.doorstep.benchmarks.evaluation;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import io.doorstep.events.WouldReject;

/** What the door publishes of its answers, as far as the learner reads it. Attempts come in the order of time. */
sealed interface DoorEvents permits ConnectionEvents, MessageEvents {
    /** The one product of the evaluation. */
    String PRODUCT = "11";

    void add(Attempt attempt, Answer answer, Ear ear);

    /** Tells what is held, since the learner's window ends. The next begins. */
    void end(Ear ear);

    /** Where events go. */
    @FunctionalInterface
    interface Ear {

        /** @param timeMs since the beginning of the mix, in milliseconds */
        void hear(long timeMs, int client, Event event);
    }

    static ConnectionOpened opened(int client) {
        String name = Integer.toString(client);
        return new ConnectionOpened(name, name, PRODUCT, Tier.ANONYMOUS, null, 1, 1, 0, false);
    }

    static Violation violation(int client, ErrorCode code, long count, LimitName limitName, Answer latest,
            long waitMs) {
        return new Violation(Integer.toString(client), code, count, limitName, latest.limit().limit(),
                latest.limit().windowMs(), waitMs, PRODUCT, Tier.ANONYMOUS, null, 0);
    }

    /** An attempt of a client that is banned. */
    static Violation banned(int client, long waitMs) {
        return new Violation(Integer.toString(client), ErrorCode.CLIENT_SANCTIONED, 1, null, 0, 0, waitMs, PRODUCT,
                Tier.ANONYMOUS, null, 0);
    }

    static WouldReject wouldReject(int client, long count, LimitName limitName, Answer latest) {
        return new WouldReject(Integer.toString(client), limitName, count, latest.candidate(),
                latest.limit().windowMs(), PRODUCT, Tier.ANONYMOUS, null, 0);
    }
}
