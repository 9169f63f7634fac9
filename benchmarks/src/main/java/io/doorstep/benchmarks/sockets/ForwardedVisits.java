package io.doorstep.benchmarks.sockets;

import io.doorstep.events.json.DoorstepJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Visits by way of a trusted proxy, each of which ends with the first frame. */
public final class ForwardedVisits implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * The first frame that the visitor hears.
     *
     * @param address whose visit the proxy says it is
     * @throws CompletionException where none comes
     */
    public JsonNode visit(URI door, String address) {
        CompletableFuture<JsonNode> frame = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder().header("X-Forwarded-For", address)
                .buildAsync(door, new FirstFrame(frame)).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        JsonNode greeting = frame.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        return greeting;
    }

    /** Hears the first frame, and takes no notice of the others. */
    private record FirstFrame(CompletableFuture<JsonNode> frame) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (!frame.isDone()) {
                frame.complete(DoorstepJson.mapper().readTree(data.toString()));
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            frame.completeExceptionally(error);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
