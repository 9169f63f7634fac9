package io.doorstep.system;

import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.AnalyticsConsumerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The learner as a process of its own, to be killed. */
final class LearnerProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = StoppableBroker.freePort();
    private final Process process;

    private LearnerProcess(Path data, KafkaBroker broker, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), AnalyticsConsumerApplication.class.getName(),
                "--server.port=" + port, "--server.address=127.0.0.1", "--doorstep.secret=test",
                "--doorstep.data-dir=" + data, "--" + RunningChat.at(broker)));
        for (String setting : settings) {
            command.add("--" + setting);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("output").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("DOORSTEP_") || name.startsWith("SPRING_"));
        process = builder.start();
    }

    /** Returns once it serves. */
    static LearnerProcess start(Path data, KafkaBroker broker, String... settings) throws IOException {
        LearnerProcess started = new LearnerProcess(data, broker, settings);
        await("the learner").atMost(Duration.ofSeconds(90)).ignoreExceptions()
                .until(() -> started.health().contains("\"UP\""));
        return started;
    }

    private String health() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
