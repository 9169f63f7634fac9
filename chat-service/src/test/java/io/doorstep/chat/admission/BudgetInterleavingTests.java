package io.doorstep.chat.admission;

import static io.doorstep.chat.Interleavings.explore;
import static io.doorstep.chat.Interleavings.require;
import static io.doorstep.chat.Interleavings.together;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The budget of rejections under all interleavings of two threads that Lincheck gets to. */
class BudgetInterleavingTests {

    @Test
    void eachRejection_isCounted_whenTwoBeginASecond() {
        long second = TimeUnit.SECONDS.toNanos(1);
        explore(() -> {
            ExplanationBudget budget = new ExplanationBudget(2);
            together(() -> budget.explained("a", second), () -> budget.explained("b", second));
            require("left of the budget", budget.isAmple(second) ? 1 : 0, 0);
            require("left of the budget", budget.allows("a", false, second) ? 1 : 0, 0);
        });
    }
}
