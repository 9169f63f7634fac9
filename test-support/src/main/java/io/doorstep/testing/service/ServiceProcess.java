package io.doorstep.testing.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Ports;
import io.doorstep.testing.process.JavaProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A service as a process of its own on a free port, to be killed. */
abstract class ServiceProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final Process process;
    private final Path output;

    /** @param data where it keeps its data, and in the file {@code output} all it has printed */
    ServiceProcess(Class<?> application, Path data, KafkaBroker broker, String... settings) throws IOException {
        List<String> arguments = Stream
                .concat(Stream.of("server.port=" + port, "server.address=127.0.0.1",
                        "doorstep.secret=" + RunningChat.SECRET,
                        "doorstep.data-dir=" + data, RunningChat.at(broker)), Arrays.stream(settings))
                .map(setting -> "--" + setting).toList();
        output = data.resolve("output");
        process = JavaProgram.ofService(application).process("256m", arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
    }

    /** Returns once what it answers on a path has this in it. */
    final void awaitAnswer(String path, String part, Duration patience) {
        await(getClass().getSimpleName()).atMost(patience).ignoreExceptions().failFast(this::requireAlive)
                .until(() -> get(path).contains(part));
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "it has ended with " + process.exitValue() + ": " + Files.readString(output));
        }
    }

    /** As {@link #awaitAnswer}, for what operators alone are told. */
    public final void awaitAnswerToOperator(String path, String part, Duration patience) {
        await(getClass().getSimpleName()).atMost(patience).ignoreExceptions()
                .until(() -> getAsOperator(path).contains(part));
    }

    public final String get(String path) {
        return send(HttpRequest.newBuilder(uri("http", path)).build());
    }

    /** As the user {@code operator} with the password {@code test}. */
    public final String getAsOperator(String path) {
        return send(HttpRequest.newBuilder(uri("http", path)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString("operator:test".getBytes(UTF_8))).build());
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public final URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    /** Of all processors, since it was started. */
    public final Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** As {@code kill -9} does. */
    public final void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public final void close() {
        kill();
        http.close();
    }
}
