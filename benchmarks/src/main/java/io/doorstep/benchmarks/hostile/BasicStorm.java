package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.soak.Counts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Connections of one address that guess the operator's password, on paths of every kind. */
final class BasicStorm implements AutoCloseable {
    private static final List<String> PATHS = List.of("/api/debug/websocket-status", "/api/health", "/api/status",
            "/products/11", "/actuator/prometheus", "/nowhere");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http;
    private final Duration pause;
    private final Counts counts;
    private volatile boolean over;

    /** @param pause of each connection between two guesses */
    BasicStorm(URI service, String from, int connections, Duration pause, Counts counts) {
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(from)).build();
        this.pause = pause;
        this.counts = counts;
        for (int i = 0; i < connections; i++) {
            String path = PATHS.get(i % PATHS.size());
            Thread.ofVirtual().start(() -> guess(service.resolve(path)));
        }
    }

    private void guess(URI where) {
        for (int guess = 0; !over; guess++) {
            String wrong = Base64.getEncoder().encodeToString(
                    ("operator:wrong-" + guess).getBytes(StandardCharsets.UTF_8));
            try {
                int status = http.send(HttpRequest.newBuilder(where).header("Authorization", "Basic " + wrong)
                        .timeout(PATIENCE).build(), BodyHandlers.discarding()).statusCode();
                counts.add("guess: " + status);
            } catch (IOException e) {
                counts.add("guess: " + e.getClass().getSimpleName());
            } catch (InterruptedException _) {
                return;
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            over = true;
        }
    }

    @Override
    public void close() {
        over = true;
        http.shutdownNow();
    }
}
