package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.soak.Soak;
import org.junit.jupiter.api.Test;

class SoakTests {

    @Test
    void nothingIsLeftBehind_whenACrowdHasGone() {
        assertThat(Soak.run("--minutes", "0.35", "--sample", "2", "--from-class-path")).isZero();
    }
}
