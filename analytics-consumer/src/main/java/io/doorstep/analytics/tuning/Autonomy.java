package io.doorstep.analytics.tuning;

/**
 * How far the learner goes by itself.
 *
 * @param most times the configured number that a limit is raised to at most, 1 to 1000; default 2.0
 * @param accept which proposals are accepted without asking; default none
 */
public record Autonomy(double most, Accept accept) {
    /** The defaults that each component names. */
    public static final Autonomy DEFAULTS = new Autonomy(2.0, Accept.NONE);

    /** Which proposals are accepted without asking. */
    public enum Accept {
        NONE,
        /** Numbers beyond what the learner may raise a limit to. */
        RAISE,
        /** Numbers below the configured one, which are enforced against an attack. */
        LOWER,
        BOTH;

        boolean isOfRaises() {
            return this == RAISE || this == BOTH;
        }

        boolean isOfLowerNumbers() {
            return this == LOWER || this == BOTH;
        }
    }

    public Autonomy {
        if (!(most >= 1 && most <= 1000)) {
            throw new IllegalArgumentException("a limit may be raised to 1 to 1000 times the configured number, not "
                    + most);
        }
    }

    /** The largest number that the learner may raise a limit to by itself. */
    int cap(int configured) {
        return accept.isOfRaises() ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, most * configured);
    }
}
