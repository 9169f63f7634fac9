package io.doorstep.system;

import static org.awaitility.Awaitility.await;

import io.doorstep.chat.ChatServiceApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The chat service as a process of its own, to be killed. */
final class ChatProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = StoppableBroker.freePort();
    private final Process process;

    private ChatProcess(Path data, KafkaBroker broker, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), ChatServiceApplication.class.getName(), "--server.port=" + port,
                "--doorstep.secret=test", "--doorstep.data-dir=" + data, "--" + RunningChat.at(broker)));
        for (String setting : settings) {
            command.add("--" + setting);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(data.resolve("output").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DOORSTEP_") || name.startsWith("SPRING_"));
        process = builder.start();
    }

    /** Returns once it serves. */
    static ChatProcess start(Path data, KafkaBroker broker, String... settings) throws IOException {
        ChatProcess started = new ChatProcess(data, broker, settings);
        await("the chat service").atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .until(() -> started.health().contains("status"));
        return started;
    }

    String health() {
        try {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/health")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI socket(String productId, String sessionId) {
        return URI.create("ws://127.0.0.1:" + port + "/ws/chat/customer/" + productId + "/" + sessionId);
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
