package io.doorstep.analytics.tuning;

import io.doorstep.events.Computation;
import io.doorstep.events.Evidence;
import io.doorstep.events.Impact;
import io.doorstep.events.LimitName;
import io.doorstep.events.RevisionKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Sentences for people, made of the numbers that are published with them. */
final class Reasons {
    private static final int DECIMALS = 3;

    private Reasons() {}

    /**
     * {@code several clients want 40, 80 with headroom 2; not above 100, 2 times 50; step 10 %: 50 -> 55}.
     *
     * @param who wants as much as the demand
     * @param bound in words, where the bound in the direction of the step comes from; empty where that goes without saying
     */
    static String computed(String who, Evidence evidence, Computation computation, String bound) {
        boolean up = evidence.to() >= evidence.from();
        return wanted(who, computation) + "; " + (up
                ? "not above " + computation.ceiling()
                : "not below "
                        + computation.floor())
                + (bound.isEmpty() ? "" : ", " + bound) + "; step "
                + number(100 * computation.step()) + " %: " + evidence.from() + " -> " + evidence.to();
    }

    /** {@code p999 of clients wants 3, 4 with headroom 1.25}. */
    static String wanted(String who, Computation computation) {
        return who + " " + number(computation.demand()) + ", " + computation.asked() + " with headroom "
                + number(computation.headroom())
                + (computation.caution() > 1
                        ? " and " + number(computation.caution()) + " times the room while so few have been seen"
                        : "");
    }

    /** {@code 4 of 190 good clients, 2.105 %}. */
    static String share(Impact impact) {
        return impact.refused() + " of " + impact.good() + " good " + impact.unit().name().toLowerCase(Locale.ROOT)
                + ", " + number(100 * impact.share()) + " %";
    }

    /** With as many decimals as it has, at most three. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    static String windows(int windows) {
        return windows == 1 ? "1 window" : windows + " windows";
    }

    /** What was done to a limit. */
    static String done(LimitName name, RevisionKind kind, int number) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + switch (kind) {
            case TRIED -> "tried at";
            case ENFORCED -> "enforced at";
            case RELEASED -> "released to";
            case ROLLED_BACK -> "rolled back to";
            default -> kind.name().toLowerCase(Locale.ROOT) + " to";
        } + " " + number;
    }
}
