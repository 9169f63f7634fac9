package io.doorstep.analytics.api;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.tuning.LimitTuningState;
import io.doorstep.events.LimitName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the tuning of one limit has come, as the API shows it.
 *
 * @param open the number while there is no attack
 * @param learned the number that people need, as far as has been learned
 * @param enforced the effective number against an attack; absent while the open one is
 * @param shadowedWindows windows in a row in which the learned number ran in shadow under the bar
 * @param shadowedClients good clients in them, counted once per window
 * @param shadowedRefusals of them, those it would have refused
 * @param quietWindows windows in a row without an attack since it was enforced
 * @param restingWindows windows to come in which nothing is enforced
 */
record TuningStateView(LimitName limitName, int open, int learned, @Nullable Integer enforced, int shadowedWindows,
        long shadowedClients, long shadowedRefusals, int quietWindows, int restingWindows) {

    static List<TuningStateView> of(TuningDecision turn) {
        return turn.state().course().limits().stream().map(TuningStateView::of).toList();
    }

    private static TuningStateView of(LimitTuningState course) {
        return new TuningStateView(course.limitName(), course.open(), course.learned(),
                course.enforced() == 0 ? null : course.enforced(), course.shadow().windows(), course.shadow().good(),
                course.shadow().hit(), course.quiet(), course.resting());
    }
}
