package io.doorstep.testing.socket;

import io.doorstep.testing.machine.Patience;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real WebSocket client that remembers what it was sent and how it was closed. */
public final class Visitor implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient SHARED = HttpClient.newHttpClient();

    /** @param reason the text of the close frame */
    public record Closed(int status, String reason) {}

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;
    private @Nullable HttpClient own;

    public static Visitor connect(URI uri, String... headers) {
        return connect(SHARED, uri, headers);
    }

    /** Awaits the first frame too: the upgrade alone does not say that the door has decided. */
    public static Visitor decided(URI uri, String... headers) {
        Visitor visitor = connect(uri, headers);
        visitor.frame(0);
        return visitor;
    }

    /** From an address of the loopback network, such as {@code 127.0.0.2}. */
    public static Visitor connectFrom(String address, URI uri) {
        HttpClient http = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build();
        Visitor visitor = connect(http, uri);
        visitor.own = http;
        return visitor;
    }

    private static Visitor connect(HttpClient http, URI uri, String... headers) {
        Visitor visitor = new Visitor();
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        visitor.socket = builder.buildAsync(uri, visitor).orTimeout(Patience.USUAL.toSeconds(), TimeUnit.SECONDS)
                .join();
        return visitor;
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    public Visitor send(String frame) {
        socket().sendText(frame, true).join();
        return this;
    }

    public Visitor say(String id, String text) {
        return send(JsonMapper.shared().createObjectNode().put("type", "message").put("client_message_id", id)
                .put("text", text).toString());
    }

    public Visitor sendBinary(byte[] bytes) {
        socket().sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** Awaits the frame at this place. */
    public JsonNode frame(int index) {
        Awaitility.await().until(() -> frames.size() > index || closed.isDone());
        return frames.get(index);
    }

    /** Awaits a frame of this type. */
    public JsonNode frame(String type) {
        Awaitility.await().until(() -> !frames(type).isEmpty());
        return frames(type).getFirst();
    }

    /** All that has come so far. */
    public List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    public List<JsonNode> frames(String type) {
        return frames.stream().filter(frame -> frame.path("type").stringValue("").equals(type)).toList();
    }

    /** Awaits frames of this type. */
    public List<JsonNode> frames(String type, int count) {
        Awaitility.await().until(() -> frames(type).size() >= count);
        return frames(type);
    }

    public Closed closed() {
        return closed.orTimeout(Patience.USUAL.toSeconds(), TimeUnit.SECONDS).join();
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(JsonMapper.shared().readTree(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(new Closed(statusCode, reason));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(new Closed(1006, error.toString()));
    }

    @Override
    public void close() {
        if (isOpen()) {
            socket().sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket()).join();
        }
        if (own != null) {
            own.shutdownNow();
        }
    }
}
