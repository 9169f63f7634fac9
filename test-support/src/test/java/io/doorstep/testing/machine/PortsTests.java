package io.doorstep.testing.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTests {
    /** Of as many by chance, some would be the same. */
    @Test
    void free_givesNoPortTwice() {
        assertThat(Stream.generate(Ports::free).limit(500)).doesNotHaveDuplicates()
                .allMatch(port -> port >= 20_000 && port < 32_000);
    }
}
