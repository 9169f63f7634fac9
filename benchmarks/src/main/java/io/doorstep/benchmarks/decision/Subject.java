package io.doorstep.benchmarks.decision;

import io.doorstep.events.RateLimit;

/** What is measured. */
public enum Subject {
    DOORSTEP("Doorstep"),
    RESILIENCE4J("Resilience4j"),
    BUCKET4J("Bucket4j"),
    BUCKET4J_WITH_WAIT("Bucket4j with wait");

    private final String words;

    Subject(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    Decider decider(RateLimit limit) {
        return switch (this) {
            case DOORSTEP -> Deciders.doorstep(limit);
            case RESILIENCE4J -> Deciders.resilience4j(limit);
            case BUCKET4J -> Deciders.bucket4j(limit);
            case BUCKET4J_WITH_WAIT -> Deciders.bucket4jWithWait(limit);
        };
    }
}
