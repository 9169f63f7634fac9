package io.doorstep.chat.socket;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.Rejection;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.events.ErrorCode;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Admits each socket that the container has accepted, and hands its frames on. */
final class ChatSocketHandler extends AbstractWebSocketHandler {
    private static final int MAX_FRAME = 32 * 1024;
    private static final String ASSEMBLY = StringBuilder.class.getName();

    private final AdmissionController admission;
    private final Conversations conversations;
    private final Sockets sockets;
    private final ContainerLimits containerLimits;
    private final Executor writers;
    private final SocketLog log;
    private final boolean ticketRequired;
    private final String instance;
    private final AtomicLong connectionIds = new AtomicLong();
    private volatile boolean draining;

    ChatSocketHandler(AdmissionController admission, Conversations conversations, Sockets sockets,
            ContainerLimits containerLimits, Executor writers, SocketLog log, boolean ticketRequired, String instance) {
        this.admission = admission;
        this.conversations = conversations;
        this.sockets = sockets;
        this.containerLimits = containerLimits;
        this.writers = writers;
        this.log = log;
        this.ticketRequired = ticketRequired;
        this.instance = instance;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        containerLimits.applyTo(session);
        Attempt attempt = Upgrade.attempt(session.getAttributes());
        Outbox outbox = new Outbox(session, writers);
        Optional<Rejection> refused = refusedBeforeTheChecks(session);
        if (refused.isPresent()) {
            admission.refuse(attempt, refused.get());
            reject(outbox, attempt, refused.get());
            return;
        }
        String connectionId = instance + "-" + connectionIds.incrementAndGet();
        switch (admission.admit(attempt, connectionId)) {
            case AdmissionDecision.Rejected(Rejection rejection, _) -> reject(outbox, attempt, rejection);
            case AdmissionDecision.Permitted in -> open(session,
                    new ChatSocket(connectionId, attempt, in, admission, outbox));
        }
    }

    private Optional<Rejection> refusedBeforeTheChecks(WebSocketSession session) {
        if (draining) {
            return Optional.of(Rejection.comeBackIn(ThreadLocalRandom.current().nextLong(1000, 5000),
                    ErrorCode.SERVER_DRAINING, "This server is stopping; another one will answer"));
        }
        return ticketRequired && !Upgrade.hasTicket(session.getAttributes())
                ? Optional.of(Rejection.withoutLimit(ErrorCode.INVALID_SESSION_ID,
                        "The session id must be one that this service issued and that has not expired"))
                : Optional.empty();
    }

    private void open(WebSocketSession session, ChatSocket socket) {
        sockets.add(session.getId(), socket);
        try {
            socket.open(conversations);
            log.connected(socket);
        } catch (RuntimeException e) {
            end(session, CloseStatus.SERVER_ERROR);
            throw e;
        }
    }

    private void reject(Outbox outbox, Attempt attempt, Rejection rejection) {
        log.rejected(attempt, rejection);
        outbox.send(new ServerFrame.Refusal(rejection, null));
        outbox.close(Closes.status(rejection.code(), rejection.retryAfterMs()));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage part) {
        ChatSocket socket = sockets.get(session.getId());
        if (socket == null) {
            return;
        }
        Optional<String> text = assembled(session, socket, part);
        text.ifPresent(whole -> socket.onText(whole, whole.length()));
    }

    private static Optional<String> assembled(WebSocketSession session, ChatSocket socket, TextMessage part) {
        StringBuilder before = (StringBuilder) session.getAttributes().get(ASSEMBLY);
        if (before == null && part.isLast()) {
            return Optional.of(part.getPayload());
        }
        StringBuilder all = before == null ? new StringBuilder() : before;
        if (all.length() + part.getPayloadLength() > MAX_FRAME) {
            session.getAttributes().remove(ASSEMBLY);
            socket.closeFor(Rejection.withoutLimit(ErrorCode.MESSAGE_TOO_LARGE,
                    "A frame has at most " + MAX_FRAME + " characters"));
            return Optional.empty();
        }
        all.append(part.getPayload());
        session.getAttributes().put(ASSEMBLY, all);
        if (!part.isLast()) {
            return Optional.empty();
        }
        session.getAttributes().remove(ASSEMBLY);
        return Optional.of(all.toString());
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage part) {
        ChatSocket socket = sockets.get(session.getId());
        if (socket != null && part.isLast()) {
            socket.onBinary();
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) {
        log.error(sockets.get(session.getId()), error);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        end(session, status);
    }

    private void end(WebSocketSession session, CloseStatus status) {
        @Nullable
        ChatSocket socket = sockets.remove(session.getId());
        if (socket != null) {
            socket.end(status.getCode());
        }
    }

    void drain() {
        draining = true;
    }

    /** Frames come in the pieces the small buffers of the container hold, and are put together here. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }
}
