package io.doorstep.benchmarks.bare;

import java.io.IOException;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** Sends each socket one frame, as long as the one Doorstep welcomes with, and echoes text. */
final class Greeter extends TextWebSocketHandler {
    private static final String PATHS = "/ws/chat/customer/**";
    static final TextMessage GREETING = new TextMessage("""
            {"type":"connected","connection_id":"chat-00000000-100000","product_id":"11","session_id":"bench-1000",\
            "limits":{"connection_rate":{"limit":50,"window_ms":300000},"message_rate":{"limit":30,"window_ms":60000},\
            "session_creation":{"limit":5,"window_ms":3600000},"connections_per_client":25},"limits_revision":0,\
            "last_sequence":-1}""");

    /** @param kafka by way of which texts come back; empty: at once */
    static WebSocketConfigurer on(RequestUpgradeStrategy server, String kafka) {
        WebSocketHandler handler = kafka.isEmpty() ? new Greeter() : new Relay(kafka);
        return registry -> registry.addHandler(handler, PATHS)
                .setHandshakeHandler(new DefaultHandshakeHandler(server)).setAllowedOriginPatterns("*");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        session.sendMessage(GREETING);
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        session.sendMessage(message);
    }
}
