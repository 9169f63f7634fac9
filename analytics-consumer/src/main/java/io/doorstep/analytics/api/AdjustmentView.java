package io.doorstep.analytics.api;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.events.Evidence;
import io.doorstep.events.LimitName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tuner said of one limit, as the API shows it.
 *
 * @param action {@code hold}, {@code raise} or {@code lower}
 * @param evidence absent for a hold
 */
record AdjustmentView(LimitName limitName, String action, String reason, @Nullable Evidence evidence) {

    static List<AdjustmentView> of(TuningDecision turn) {
        return turn.adjustments().stream().map(AdjustmentView::of).toList();
    }

    private static AdjustmentView of(Adjustment adjustment) {
        return switch (adjustment) {
            case Adjustment.Hold hold -> new AdjustmentView(hold.limitName(), "hold", hold.reason(), null);
            case Adjustment.Raise raise -> new AdjustmentView(raise.limitName(), "raise", raise.reason(),
                    raise.evidence());
            case Adjustment.Lower lower -> new AdjustmentView(lower.limitName(), "lower", lower.reason(),
                    lower.evidence());
        };
    }
}
