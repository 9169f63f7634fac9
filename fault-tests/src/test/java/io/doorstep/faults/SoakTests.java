package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.soak.Soak;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SoakTests {

    @Test
    @Tag("slow")
    void nothingIsLeftBehind_whenACrowdHasGone() {
        assertThat(Soak.run("--minutes", "0.35", "--sample", "2", "--from-class-path")).isZero();
    }
}
