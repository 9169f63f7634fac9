package io.doorstep.benchmarks.servers;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.EventTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The local stack's Kafka broker as a process of its own, its data in a folder that goes with it. */
public final class Broker implements AutoCloseable {
    private static final String NAME = "The broker";
    /** How long Kafka may take for each answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern UP = Pattern.compile("The Kafka broker is up\\.\\s+Kafka\\s+(\\S+)");

    private final List<String> arguments;
    private final Path data;
    private final String bootstrapServers;
    private JavaProcess process;
    private long earlierCpuNanos;
    private long earlierPrintedBytes;

    private Broker(List<String> arguments, Path data) {
        this.arguments = arguments;
        this.data = data;
        this.process = JavaProcess.start(NAME, arguments);
        this.bootstrapServers = process.awaitOutput(UP).group(1);
    }

    /** @param program what follows the options of {@code java} */
    static Broker start(List<String> program) {
        Path data;
        try {
            data = Files.createTempDirectory("benchmark-broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        arguments.addAll(program);
        arguments
                .addAll(List.of("broker", "--doorstep.stack.broker-port=" + freePort(), "--doorstep.data-dir=" + data));
        return new Broker(arguments, data);
    }

    /**
     * Below the ports that systems give to outgoing connections: while it is away, a client that keeps trying could
     * otherwise be given its port.
     */
    private static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // Taken: the next one.
            }
        }
    }

    /** Kills it; its port and its records stay. */
    public void kill() {
        earlierCpuNanos = cpuNanos();
        process.close();
    }

    /** Runs it again where it was. */
    public void restart() {
        earlierPrintedBytes = printedBytes();
        process = JavaProcess.start(NAME, arguments);
        process.awaitOutput(UP);
    }

    /** Nanoseconds of processor time that it has used, before it was killed too. */
    public long cpuNanos() {
        return earlierCpuNanos + process.cpuNanos();
    }

    /** Bytes that it has printed, before it was killed too. */
    public long printedBytes() {
        return earlierPrintedBytes + process.printedBytes();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Sees to it that a topic is there before the services that would. */
    public void ensure(Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var _ = new EventTopics(admin, PATIENCE).ensure(EnumSet.of(topic));
        }
    }

    /** A folder for another server's data, which goes with the broker's. */
    public Path folder(String name) {
        return data.resolve(name);
    }

    @Override
    public void close() {
        process.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
