package io.doorstep.benchmarks.sockets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The table in which Linux remembers each connection where packets are filtered or translated, as Docker has it do, loopback
 * included. A connection stays in it for two minutes after its end; once the table is full, packets of new ones are dropped,
 * and what is measured is how long a client waits before it tries again.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/nf_conntrack-sysctl.html">nf_conntrack</a>
 */
public final class ConnectionTracking {
    private static final Path FOLDER = Path.of("/proc/sys/net/netfilter");
    private static final double NEARLY = 0.95;
    private static final int MOST_BYTES = 64;

    private final Path folder;

    public ConnectionTracking() {
        this(FOLDER);
    }

    ConnectionTracking(Path folder) {
        this.folder = folder;
    }

    /** What is wrong with it and what helps; empty where there is room, or no such table. */
    public Optional<String> complaint() {
        long most = number("nf_conntrack_max");
        long held = number("nf_conntrack_count");
        return most == 0 || held < NEARLY * most
                ? Optional.empty()
                : Optional.of("The kernel's table of connections is full (%,d of %,d), and connections are dropped: "
                        .formatted(held, most)
                        + "these figures are not the servers'. Stop Docker, or raise net.netfilter.nf_conntrack_max.");
    }

    /** In one read: the kernel takes a second one of such a file for one past its end, however short the first was. */
    private long number(String name) {
        ByteBuffer whole = ByteBuffer.allocate(MOST_BYTES);
        try (ByteChannel file = Files.newByteChannel(folder.resolve(name))) {
            var _ = file.read(whole);
            return Long.parseLong(US_ASCII.decode(whole.flip()).toString().strip());
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }
}
