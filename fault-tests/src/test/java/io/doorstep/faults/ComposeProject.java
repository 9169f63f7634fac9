package io.doorstep.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What docker-compose.yml describes, under a name of the tests' own and with volumes that go with it. */
final class ComposeProject implements AutoCloseable {
    static final String PASSWORD = "of-the-tests";
    private static final String NAME = "doorstep-tests";
    private static final int[] PORTS = {3000, 8000, 8001, 9092};

    private final List<String> compose;

    private ComposeProject(List<String> compose) {
        this.compose = compose;
    }

    /** Starts everything. Skips the tests where there is no Docker, no package to put into images, or a port is taken. */
    static ComposeProject up() throws IOException {
        assumeTrue(succeeds("docker", "info"), "Docker does not answer");
        List<String> compose = succeeds("docker", "compose", "version")
                ? List.of("docker", "compose")
                : List.of("docker-compose");
        assumeTrue(succeeds(Stream.concat(compose.stream(), Stream.of("version")).toArray(String[]::new)),
                "there is no docker-compose");
        for (String service : List.of("chat-service", "analytics-consumer")) {
            Path jar = Path.of("..", service, "target", service + ".jar");
            assumeTrue(Files.exists(jar), jar + " has not been packaged");
        }
        assumeTrue(IntStream.of(PORTS).allMatch(ComposeProject::isFree),
                "one of the ports of docker-compose.yml is taken");
        var project = new ComposeProject(compose);
        try {
            project.run("up", "--build", "-d");
        } catch (IOException e) {
            project.close();
            throw e;
        }
        return project;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("0.0.0.0"))) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    /** What a command of compose has printed. */
    String run(String... command) throws IOException {
        return output(
                Stream.of(compose.stream(), Stream.of("-p", NAME, "-f", "../docker-compose.yml"), Stream.of(command))
                        .flatMap(words -> words).toArray(String[]::new));
    }

    /** The containers of a service that run. */
    List<String> containers(String service) throws IOException {
        return run("ps", "-q", service).lines().toList();
    }

    /** The address at which containers see this machine. */
    String gateway() throws IOException {
        return output("docker", "network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", NAME + "_default")
                .strip();
    }

    static String output(String... command) throws IOException {
        Process process = process(command);
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status + ": " + printed);
        }
        return printed;
    }

    private static boolean succeeds(String... command) {
        try {
            output(command);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Process process(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOORSTEP_SECRET", "of-the-tests".repeat(3));
        builder.environment().put("DOORSTEP_OPERATOR_PASSWORD", PASSWORD);
        return builder.start();
    }

    @Override
    public void close() throws IOException {
        run("down", "-v", "-t", "2");
    }
}
