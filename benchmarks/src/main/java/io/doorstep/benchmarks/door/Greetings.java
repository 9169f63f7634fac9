package io.doorstep.benchmarks.door;

import io.doorstep.events.json.DoorstepJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Visitors, each from an address of its own behind a trusted proxy, who come one after the other and hear their greeting. */
final class Greetings implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BYTE = 256;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI door;
    private int visitors;

    /** @param door a socket of it */
    Greetings(URI door) {
        this.door = door;
    }

    /** The first frame that the next visitor hears. */
    JsonNode next() {
        int visitor = visitors++;
        CompletableFuture<JsonNode> frame = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .header("X-Forwarded-For", "10.%d.%d.%d".formatted(visitor / BYTE / BYTE % BYTE, visitor / BYTE % BYTE,
                        visitor % BYTE))
                .buildAsync(door, new FirstFrame(frame)).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        JsonNode greeting = frame.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        return greeting;
    }

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
