package io.doorstep.analytics.abuse;

/** What becomes of a rule that speaks. */
public enum RuleMode {
    /** Nothing is counted for it. */
    OFF,
    /** Its sanctions are drafted, and restrict nobody. */
    SHADOW,
    /** Its sanctions restrict the client. */
    ENFORCE;

    /** The milder of two: that of the whole bounds that of a rule. */
    public RuleMode atMost(RuleMode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
