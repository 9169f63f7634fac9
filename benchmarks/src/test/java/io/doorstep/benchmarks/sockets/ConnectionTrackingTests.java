package io.doorstep.benchmarks.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTrackingTests {
    @TempDir
    private Path folder;

    private ConnectionTracking tracking(String held, String most) throws IOException {
        Files.writeString(folder.resolve("nf_conntrack_count"), held);
        Files.writeString(folder.resolve("nf_conntrack_max"), most);
        return new ConnectionTracking(folder);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0\\n,      262144\\n
            9206\\n,   262144\\n
            240000\\n, 262144\\n
            nonsense,  262144\\n
            """)
    void nothingIsSaid_whileThereIsRoom(String held, String most) throws IOException {
        assertThat(tracking(held.translateEscapes(), most.translateEscapes()).complaint()).isEmpty();
    }

    @Test
    void theFullTableIsNamed_withWhatHelps() throws IOException {
        assertThat(tracking("262144\n", "262144\n").complaint()).hasValueSatisfying(said -> assertThat(said)
                .startsWith("The kernel's table of connections is full (262,144 of 262,144)")
                .endsWith("Stop Docker, or raise net.netfilter.nf_conntrack_max."));
    }

    /** A file of the kernel's own, since those of others can be read piece by piece. */
    @Test
    void numbersAreReadWhole_whereTheKernelHasThem() throws IOException {
        Path kernels = Path.of("/proc/sys/kernel/pid_max");
        assumeTrue(Files.isReadable(kernels), "this system has no " + kernels);
        Files.createSymbolicLink(folder.resolve("nf_conntrack_count"), kernels);
        Files.createSymbolicLink(folder.resolve("nf_conntrack_max"), kernels);
        String most = "%,d".formatted(Long.parseLong(Files.readAllLines(kernels).getFirst()));
        assertThat(new ConnectionTracking(folder).complaint()).hasValueSatisfying(
                said -> assertThat(said).contains("(" + most + " of " + most + ")"));
    }

    @Test
    void nothingIsSaid_whereThereIsNoSuchTable() {
        assertThat(new ConnectionTracking(folder).complaint()).isEmpty();
    }
}
