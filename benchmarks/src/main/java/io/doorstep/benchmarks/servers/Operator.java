package io.doorstep.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One who asks a service over HTTP as its user {@code operator}. */
public final class Operator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final String authorization;

    /** @param service such as {@code http://127.0.0.1:8000} */
    public Operator(URI service, String password) {
        this.service = service;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** What is answered, whatever the status. */
    public String get(String path) {
        return send(path, HttpResponse.BodyHandlers.ofString());
    }

    /** Tells each line of an answer that goes on, until it ends or this is closed. */
    public void follow(String path, Consumer<String> line) {
        try (Stream<String> lines = send(path, HttpResponse.BodyHandlers.ofLines())) {
            lines.forEach(line);
        }
    }

    private <T> T send(String path, HttpResponse.BodyHandler<T> body) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path)).header("Authorization", authorization)
                .timeout(PATIENCE).build();
        try {
            return http.send(request, body).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
