package io.doorstep.analytics.api;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.events.Evidence;
import io.doorstep.events.LimitName;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was done with one limit in the latest window, as the API shows it.
 *
 * @param action {@code hold} where nothing was, or the kind of the revision
 * @param evidence absent for a hold
 */
record AdjustmentView(LimitName limitName, String action, String reason, @Nullable Evidence evidence) {
    private static final String HOLD = "hold";

    static List<AdjustmentView> of(TuningDecision turn) {
        return turn.adjustments().stream().map(AdjustmentView::of).toList();
    }

    private static AdjustmentView of(Adjustment adjustment) {
        return switch (adjustment) {
            case Adjustment.Hold hold -> new AdjustmentView(hold.limitName(), HOLD, hold.reason(), null);
            case Adjustment.Raise raise -> changed("raised", raise, raise.evidence());
            case Adjustment.Lower lower -> changed("lowered", lower, lower.evidence());
            case Adjustment.Revised revised -> changed(revised.kind().name().toLowerCase(Locale.ROOT), revised,
                    revised.evidence());
        };
    }

    private static AdjustmentView changed(String action, Adjustment adjustment, Evidence evidence) {
        return new AdjustmentView(adjustment.limitName(), action, adjustment.reason(), evidence);
    }
}
