package io.doorstep.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import io.doorstep.events.json.DoorstepJson;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The chat's server, played by a test: the page is real, and what it hears is what the test says. */
final class FakeChat {
    private static final Pattern SOCKETS = Pattern.compile(".*/ws/chat/customer/.*");

    private final Deque<WebSocketRoute> sockets = new ArrayDeque<>();
    private final List<WebSocketRoute> open = new ArrayList<>();
    private Consumer<WebSocketRoute> greeting = _ -> {};
    private String history = "";
    private boolean complete = true;
    private String answer = "{\"type\":\"ack\",\"client_message_id\":\"%s\",\"sequence\":%d}";
    private int sequence = 100;

    FakeChat(BrowserContext context) {
        context.route("**/api/chat/sessions", route -> route.fulfill(new Route.FulfillOptions().setStatus(201)
                .setContentType("application/json").setBody("{\"session_id\":\"s1\"}")));
        context.routeWebSocket(SOCKETS, socket -> {
            sockets.addLast(socket);
            open.add(socket);
            socket.onClose((_, _) -> open.remove(socket));
            socket.onMessage(frame -> hear(socket, frame.text()));
            greeting.accept(socket);
        });
    }

    /** @param more further fields of the first frame, each after a comma */
    FakeChat admits(String more) {
        greeting = socket -> socket
                .send("{\"type\":\"connected\",\"connection_id\":\"c\",\"limits\":{},\"last_sequence\":-1,\"connections\":1"
                        + more + "}");
        return this;
    }

    /** @param more further fields of the error, each after a comma */
    FakeChat refuses(String code, String more) {
        greeting = socket -> {
            socket.send("{\"type\":\"error\",\"code\":\"" + code + "\",\"scope\":\"client\"" + more + "}");
            socket.close(new WebSocketRoute.CloseOptions().setCode(1008).setReason(code));
        };
        return this;
    }

    FakeChat remembers(boolean all, String... messages) {
        complete = all;
        history = String.join(",", messages);
        return this;
    }

    /** @param frame with the id of the message for its {@code %s}, and a sequence for its {@code %d} */
    FakeChat answers(String frame) {
        answer = frame;
        return this;
    }

    FakeChat says(String frame) {
        sockets.getLast().send(frame);
        return this;
    }

    void loses(Page page) {
        sockets.getLast().close(new WebSocketRoute.CloseOptions().setCode(1001).setReason(""));
        page.waitForCondition(() -> Boolean.TRUE.equals(
                page.evaluate("() => document.querySelector('doorstep-chat').client.state !== 'connected'")));
    }

    static String message(int sequence, String author, String name, String text) {
        String by = name.isEmpty() ? "" : "\"author_name\":\"" + name + "\",";
        return "{\"type\":\"message\",\"sequence\":%d,\"author\":\"%s\",%s\"client_message_id\":\"m%d\",\"text\":\"%s\",\"time\":\"%s\"}"
                .formatted(sequence, author, by, sequence, text, "2026-03-02T09:%02d:00Z".formatted(sequence % 60));
    }

    /** The ids at the end of the address of each socket that is open: of the product and of the session. */
    List<String> conversations() {
        return open.stream().map(socket -> socket.url().replaceFirst(".*/customer/", "")).toList();
    }

    /** Sockets that were opened, and whatever became of them. */
    int attempts() {
        return sockets.size();
    }

    /** The host that the last socket was opened at. */
    String host() {
        return URI.create(sockets.getLast().url()).getAuthority();
    }

    private void hear(WebSocketRoute socket, String text) {
        JsonNode frame = DoorstepJson.mapper().readTree(text);
        switch (frame.path("type").asString()) {
            case "resume" -> socket.send(
                    "{\"type\":\"history\",\"messages\":[" + history + "],\"complete\":" + complete + "}");
            case "ping" -> socket.send("{\"type\":\"pong\"}");
            case "message" -> socket.send(answer.formatted(frame.path("client_message_id").asString(), ++sequence));
            default -> {
            }
        }
    }
}
