package io.doorstep.benchmarks.conversation;

/**
 * One round of talk, and what it cost.
 *
 * @param serverNanos processor time of the server
 * @param brokerNanos processor time of the broker
 */
record TalkRound(Talk talk, long serverNanos, long brokerNanos) {

    double serverMicros() {
        return serverNanos / 1e3 / talk.arrived();
    }

    double brokerMicros() {
        return brokerNanos / 1e3 / talk.arrived();
    }
}
