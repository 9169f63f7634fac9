package io.doorstep.chat.socket;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Ends the one socket whose handler fails. Spring's {@code ExceptionWebSocketHandlerDecorator} does the same and writes a
 * stack trace for each, so that a fault which a client has found would fill the log.
 */
final class FailureGuard extends WebSocketHandlerDecorator {
    private final ChatSocketHandler handler;

    FailureGuard(ChatSocketHandler handler) {
        super(handler);
        this.handler = handler;
    }

    private interface Step {
        void run() throws Exception;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        guard(session, () -> handler.afterConnectionEstablished(session));
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
        guard(session, () -> handler.handleMessage(session, message));
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) {
        guard(session, () -> handler.handleTransportError(session, error));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        guard(session, () -> handler.afterConnectionClosed(session, status));
    }

    private void guard(WebSocketSession session, Step step) {
        try {
            step.run();
        } catch (Exception failure) {
            handler.fail(session, failure);
        }
    }
}
