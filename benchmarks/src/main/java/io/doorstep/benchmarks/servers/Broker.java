package io.doorstep.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The local stack's Kafka broker as a process of its own, its data in a folder that goes with it. */
public final class Broker implements AutoCloseable {
    private static final Pattern UP = Pattern.compile("The Kafka broker is up\\.\\s+Kafka\\s+(\\S+)");

    private final JavaProcess process;
    private final Path data;
    private final String bootstrapServers;

    private Broker(JavaProcess process, Path data, String bootstrapServers) {
        this.process = process;
        this.data = data;
        this.bootstrapServers = bootstrapServers;
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
        arguments.addAll(List.of("broker", "--doorstep.stack.broker-port=0", "--doorstep.data-dir=" + data));
        JavaProcess process = JavaProcess.start("The broker", arguments);
        return new Broker(process, data, process.awaitOutput(UP).group(1));
    }

    /** Nanoseconds of processor time that it has used. */
    public long cpuNanos() {
        return process.cpuNanos();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A folder for another server's data, which goes with the broker's. */
    Path folder(String name) {
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
