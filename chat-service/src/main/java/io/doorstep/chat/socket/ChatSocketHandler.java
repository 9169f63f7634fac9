package io.doorstep.chat.socket;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.client.HandoverPasses;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.dialogue.ChatSocket;
import io.doorstep.chat.socket.dialogue.Dialogues;
import io.doorstep.chat.socket.frame.CloseStatuses;
import io.doorstep.chat.socket.frame.ServerFrame;
import io.doorstep.chat.socket.tomcat.CloseSupervisor;
import io.doorstep.chat.socket.tomcat.ContainerLimits;
import io.doorstep.chat.socket.tomcat.Outbox;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import io.doorstep.chat.socket.upgrade.CallerIdentity;
import io.doorstep.chat.socket.upgrade.UpgradeContext;
import io.doorstep.events.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Admits each socket that the container has accepted, and hands its frames on. */
final class ChatSocketHandler extends AbstractWebSocketHandler {
    /** For clocks that differ, and for those whose socket is closed before the next is in. */
    private static final Duration SPARE = Duration.ofSeconds(30);

    private final AdmissionController admission;
    private final Dialogues dialogues;
    private final Sockets sockets;
    private final SocketSettings settings;
    private final CloseSupervisor closer;
    private final SanctionEnforcer enforcer;
    private final HandoverPasses passes;
    private final InstantSource clock;
    private final SocketLog log;
    private final String instance;
    private final ContainerLimits containerLimits;
    private final AtomicLong connectionIds = new AtomicLong();
    private volatile boolean draining;

    ChatSocketHandler(AdmissionController admission, Dialogues dialogues, Sockets sockets,
            SocketSettings settings, CloseSupervisor closer, SanctionEnforcer enforcer, HandoverPasses passes,
            InstantSource clock, SocketLog log, String instance) {
        this.admission = admission;
        this.dialogues = dialogues;
        this.sockets = sockets;
        this.settings = settings;
        this.closer = closer;
        this.enforcer = enforcer;
        this.passes = passes;
        this.clock = clock;
        this.log = log;
        this.instance = instance;
        this.containerLimits = new ContainerLimits(settings.silence());
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        containerLimits.applyTo(session);
        UpgradeContext context = UpgradeContext.of(session.getAttributes());
        context.wire().listen(new SocketEnd(session), settings.frames());
        Outbox outbox = closer.outbox(session, context.wire());
        Attempt attempt = admission.attributed(context.attempt());
        Optional<Rejection> refused = refusedBeforeTheChecks(context, attempt);
        if (refused.isPresent()) {
            admission.refuse(attempt, refused.get());
            reject(outbox, attempt, refused.get());
            return;
        }
        endHalfOpenSocketsOf(attempt);
        String connectionId = instance + "-" + connectionIds.incrementAndGet();
        PendingAdmission pending = new PendingAdmission(session, sockets);
        Attempt counted = passes.redeem(context.pass(), bearer(attempt), clock.instant())
                ? attempt.inPlaceOfAnother()
                : attempt;
        admission.admit(counted, connectionId, decision -> {
            try {
                decided(session, context, new Admissible(connectionId, attempt, outbox), decision);
            } catch (RuntimeException e) {
                fail(session, e);
            } finally {
                pending.decided();
            }
        });
        pending.hold();
    }

    /** An attempt that may become a socket. */
    private record Admissible(String connectionId, Attempt attempt, Outbox outbox) {}

    private void decided(WebSocketSession session, UpgradeContext context, Admissible it, AdmissionDecision decision) {
        switch (decision) {
            case AdmissionDecision.Rejected(Rejection rejection, _) -> reject(it.outbox(), it.attempt(), rejection);
            case AdmissionDecision.Permitted in when draining -> {
                in.permit().release();
                reject(it.outbox(), it.attempt(), Rejections.draining());
            }
            case AdmissionDecision.Permitted in -> open(session, dialogues.open(it.connectionId(), it.attempt(), in,
                    new Dialogues.Accepted(context.caller(), it.outbox(), context.wire())));
        }
    }

    private Optional<Rejection> refusedBeforeTheChecks(UpgradeContext context, Attempt attempt) {
        if (draining) {
            return Optional.of(passes.isGood(context.pass(), bearer(attempt), clock.instant())
                    ? Rejections.drainingAsWell()
                    : Rejections.draining());
        }
        return context.caller() instanceof CallerIdentity.Rejected(Rejection why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /** Of a session that comes back: those of its sockets that no longer answer hold no slot against it. */
    private void endHalfOpenSocketsOf(Attempt attempt) {
        for (ChatSocket socket : sockets.of(ChatSocket.conversationOf(attempt))) {
            if (socket.isOf(attempt.client()) && socket.silentMillis() > settings.suspicion().toMillis()) {
                socket.vanish();
            }
        }
    }

    private void open(WebSocketSession session, ChatSocket socket) {
        sockets.add(session.getId(), socket);
        socket.makesRoomBy(() -> makeRoom(session, socket));
        try {
            socket.open();
            log.connected(socket);
            enforcer.look(socket);
            if (socket.hasLostItsConnection()) {
                end(session, CloseStatus.NO_CLOSE_FRAME.getCode());
            }
        } catch (RuntimeException e) {
            end(session, CloseStatus.SERVER_ERROR.getCode());
            throw e;
        }
    }

    /** Its place is free at once; its close takes as long as any. */
    private void makeRoom(WebSocketSession session, ChatSocket socket) {
        Rejection why = settings.roomNeeded();
        try {
            socket.closeFor(why);
        } finally {
            end(session, why.code().closeStatus());
        }
    }

    private void reject(Outbox outbox, Attempt attempt, Rejection rejection) {
        if (rejection.code() != ErrorCode.SERVER_DRAINING) {
            closer.explained(attempt.client());
        }
        log.rejected(attempt, rejection);
        outbox.send(new ServerFrame.Refusal(rejection, null));
        outbox.close(CloseStatuses.status(rejection.code(), rejection.retryAfterMs()));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage piece) {
        ChatSocket socket = sockets.get(session.getId());
        if (socket != null) {
            socket.onText(piece);
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage piece) {
        ChatSocket socket = sockets.get(session.getId());
        if (socket != null && piece.isLast()) {
            socket.onBinary();
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage pong) {
        ChatSocket socket = sockets.get(session.getId());
        if (socket != null) {
            socket.onPong();
        }
    }

    /** A connection that fails has been lost, whatever Tomcat makes of it; anything else is a failure of the service. */
    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) {
        ChatSocket socket = sockets.get(session.getId());
        if (socket == null || error instanceof IOException || socket.hasLostItsConnection()) {
            if (socket != null) {
                socket.wire().lost();
            }
            log.lost(socket, error);
        } else {
            log.error(socket, error);
        }
    }

    /** Closes a socket whose handler has failed. */
    void fail(WebSocketSession session, Exception failure) {
        log.error(sockets.get(session.getId()), failure);
        try {
            session.close(CloseStatus.SERVER_ERROR);
        } catch (IOException e) {
            log.lost(sockets.get(session.getId()), e);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        end(session, status.getCode());
    }

    private void end(WebSocketSession session, int closeStatus) {
        @Nullable
        ChatSocket socket = sockets.remove(session.getId());
        if (socket != null) {
            closer.watch(socket.wire());
            socket.end(closeStatus);
        }
    }

    /**
     * From now on newcomers are told to come back, and those inside to go.
     *
     * @param moment in milliseconds from now, drawn for each
     * @param grace after which they have to be gone
     * @param alone whether there is no other instance to go to
     */
    void drain(LongSupplier moment, Duration grace, boolean alone) {
        draining = true;
        Instant expiry = clock.instant().plus(grace).plus(SPARE);
        sockets.all().forEach(socket -> socket.goAway(moment.getAsLong(),
                alone ? null : passes.issue(bearer(socket.attempt()), expiry)));
    }

    private static HandoverPasses.Bearer bearer(Attempt attempt) {
        return new HandoverPasses.Bearer(attempt.client().key(), attempt.productId(), attempt.sessionId());
    }

    /** Closes a socket that is still inside when the grace is over. */
    static void sendAway(ChatSocket socket) {
        Rejection stopping = Rejections.draining();
        socket.closeFor(stopping, CloseStatuses.goingAway(stopping.code(), stopping.retryAfterMs()));
    }

    /** Frames come in the pieces the small buffers of the container hold, and are put together by the socket. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    /** What happens to one socket when something happens to its connection. */
    private final class SocketEnd implements TcpConnection.Listener {
        private final WebSocketSession session;

        SocketEnd(WebSocketSession session) {
            this.session = session;
        }

        /** Reads no more from the peer, and explains; the close ends in its time without the peer's answer. */
        @Override
        public void onFlood() {
            if (session instanceof NativeWebSocketSession outer
                    && outer.getNativeSession() instanceof WsSession inner) {
                inner.suspend();
            }
            ChatSocket socket = sockets.get(session.getId());
            if (socket != null) {
                socket.refuseFlood(settings.floodRejection());
            }
        }

        @Override
        public void onEnd(boolean closing) {
            if (closing) {
                closer.ended();
            }
            end(session, CloseStatus.NO_CLOSE_FRAME.getCode());
        }
    }
}
