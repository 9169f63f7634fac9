package io.doorstep.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static Broker start(Path jar) {
        Path data;
        try {
            data = Files.createTempDirectory("benchmark-broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JavaProcess process = JavaProcess.start("The broker", List.of("-Xmx512m",
                "--enable-native-access=ALL-UNNAMED", "-jar", jar.toString(), "broker",
                "--doorstep.stack.broker-port=0", "--doorstep.data-dir=" + data));
        return new Broker(process, data, process.awaitOutput(UP).group(1));
    }

    public String bootstrapServers() {
        return bootstrapServers;
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
