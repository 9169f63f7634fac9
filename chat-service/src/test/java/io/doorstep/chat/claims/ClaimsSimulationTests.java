package io.doorstep.chat.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.claims.SimulatedDoor.Cores;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs of doors, a log, clients and operators, each by its seed. One again, with all that happens in it:
 * {@code -Dclaims.seed=17}; more of them: {@code -Dclaims.seeds=1000000}.
 */
class ClaimsSimulationTests {
    private static final int SEEDS = Integer.getInteger("claims.seeds", 1000);
    /** In which every planted bug shows. */
    private static final int SEEDS_OF_A_BUG = 200;

    @Test
    void theCore_holdsInEveryRun() {
        Long one = Long.getLong("claims.seed");
        long answered = one == null
                ? LongStream.range(0, SEEDS).parallel().map(seed -> run(seed, Cores.REAL, null)).sum()
                : run(one, Cores.REAL, System.out::println);
        assertThat(answered).isPositive();
    }

    private static int run(long seed, Cores cores, @Nullable Consumer<String> trace) {
        try {
            return new Simulation(seed, cores, trace).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dclaims.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBug_isFound(PlantedBug bug) {
        assertThat(LongStream.range(0, SEEDS_OF_A_BUG).parallel().anyMatch(seed -> isFound(bug, seed))).isTrue();
    }

    private static boolean isFound(PlantedBug bug, long seed) {
        try {
            var _ = new Simulation(seed, bug, null).run();
            return false;
        } catch (AssertionError _) {
            return true;
        }
    }
}
