package io.doorstep.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HabitTests {

    @Test
    void allHabitsAreSeen_whenThereIsTime() {
        Random random = new Random(11);
        Set<Habit> seen = EnumSet.noneOf(Habit.class);
        for (int i = 0; i < 1000; i++) {
            seen.add(Habit.any(random));
        }
        assertThat(seen).containsExactlyInAnyOrder(Habit.values());
    }
}
