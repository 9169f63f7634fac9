package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener.ConnectionEnd;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.frame.ClientFrame;
import io.doorstep.chat.socket.frame.CloseStatuses;
import io.doorstep.chat.socket.frame.FrameAssembly;
import io.doorstep.chat.socket.frame.ServerFrame;
import io.doorstep.chat.socket.tomcat.Outbox;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import io.doorstep.events.ErrorCode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

/** An admitted socket: hands its frames on until it is closing. */
public final class ChatSocket {
    private final String connectionId;
    private final Attempt attempt;
    private final AdmissionDecision.Permitted decision;
    private final AdmissionController admission;
    private final Outbox outbox;
    private final TcpConnection tcpConnection;
    private final Dialogue dialogue;
    private final FrameAssembly assembly = new FrameAssembly();
    private final ViolationCounter violations = new ViolationCounter();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final long openedNanos = System.nanoTime();
    private volatile long lastMessageNanos = openedNanos;
    private volatile long lastHeardNanos = openedNanos;
    private volatile @Nullable Closure closure;

    /** How the service closed it. */
    private record Closure(ErrorCode code, int status) {}

    public ChatSocket(String connectionId, Attempt attempt, AdmissionDecision.Permitted decision,
            AdmissionController admission, Outbox outbox, TcpConnection tcpConnection,
            Function<ChatSocket, Dialogue> dialogue) {
        this.connectionId = connectionId;
        this.attempt = attempt;
        this.decision = decision;
        this.admission = admission;
        this.outbox = outbox;
        this.tcpConnection = tcpConnection;
        this.dialogue = dialogue.apply(this);
    }

    public String connectionId() {
        return connectionId;
    }

    public Attempt attempt() {
        return attempt;
    }

    public ConversationKey conversation() {
        return conversationOf(attempt);
    }

    public static ConversationKey conversationOf(Attempt attempt) {
        return new ConversationKey(attempt.productId(), attempt.sessionId());
    }

    public boolean isOf(Client client) {
        return attempt.client().key().equals(client.key());
    }

    public void open() {
        dialogue.begin();
    }

    public void onText(TextMessage piece) {
        lastHeardNanos = System.nanoTime();
        if (isClosing()) {
            return;
        }
        bytes.addAndGet(piece.getPayloadLength());
        switch (assembly.add(piece)) {
            case FrameAssembly.Result.Whole(String text) -> dialogue.onFrame(text);
            case FrameAssembly.Result.Unfinished _ -> {
            }
            case FrameAssembly.Result.TooLong _ -> closeFor(Rejections.frameTooLong(FrameAssembly.MOST));
        }
    }

    /** By this, or because it reads so slowly that its outbox is full. */
    private boolean isClosing() {
        return closing.get() || !tcpConnection.isOpen();
    }

    public void onPong() {
        lastHeardNanos = System.nanoTime();
    }

    public void onBinary() {
        lastHeardNanos = System.nanoTime();
        if (!isClosing()) {
            explain(Rejections.BINARY_FRAME, null);
        }
    }

    /** Whether a message to this conversation may pass. One that may not comes back, and too many of them close. */
    boolean admits(ConversationKey conversation, String clientMessageId) {
        Optional<Rejection> refused = admission.admitMessage(attempt.client(), conversation.productId(),
                conversation.sessionId());
        if (refused.isEmpty()) {
            lastMessageNanos = System.nanoTime();
            return true;
        }
        explain(refused.get(), clientMessageId);
        if (violations.isOut(System.nanoTime())) {
            close(refused.get().code(), CloseStatuses.status(refused.get().code(), refused.get().retryAfterMs()));
        }
        return false;
    }

    /** Counts a message that was taken; gives back one that was not. */
    void taken(boolean wasTaken, String clientMessageId) {
        if (wasTaken) {
            messages.incrementAndGet();
        } else {
            notKept(clientMessageId);
        }
    }

    void notKept(String clientMessageId) {
        explain(Rejections.NOT_KEPT, clientMessageId);
    }

    void explain(ClientFrame.Invalid invalid) {
        explain(invalid.why(), invalid.clientMessageId().orElse(null));
    }

    private void explain(Rejection rejection, @Nullable String clientMessageId) {
        send(new ServerFrame.Refusal(rejection, clientMessageId));
    }

    void send(ServerFrame frame) {
        outbox.send(frame);
    }

    ServerFrame connected(ConversationEvent.Joined joined) {
        return new ServerFrame.Connected(connectionId, attempt, decision.limits(), joined);
    }

    public void heartbeat() {
        outbox.ping();
    }

    /** Since the last chat message, or since it was opened; 0 where it may be idle for as long as it likes. */
    public long idleMillis() {
        return !dialogue.mayIdleOut() ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastMessageNanos);
    }

    /** Since anything was heard of the peer. */
    public long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNanos);
    }

    /** Ends a socket whose peer no longer answers, without waiting for it to. */
    public void vanish() {
        closing.set(true);
        outbox.close(CloseStatus.GOING_AWAY.withReason("no answer to pings"));
        tcpConnection.abort();
    }

    public TcpConnection wire() {
        return tcpConnection;
    }

    public boolean hasLostItsConnection() {
        return tcpConnection.isEnded();
    }

    public void goAway(long reconnectAfterMs) {
        outbox.send(new ServerFrame.GoAway(reconnectAfterMs));
    }

    /** Explains, then closes; acts on nothing from now on. */
    public void closeFor(Rejection rejection) {
        closeFor(rejection, CloseStatuses.status(rejection.code(), rejection.retryAfterMs()));
    }

    public void closeFor(Rejection rejection, CloseStatus status) {
        if (!closing.get()) {
            explain(rejection, null);
            close(rejection.code(), status);
        }
    }

    /** Closes for a flood of frames, which counts as a violation. */
    public void refuseFlood(Rejection rejection) {
        if (!closing.get()) {
            admission.refuse(attempt, rejection);
            closeFor(rejection);
        }
    }

    private void close(ErrorCode code, CloseStatus status) {
        if (closing.compareAndSet(false, true)) {
            closure = new Closure(code, status.getCode());
            outbox.close(status);
        }
    }

    /**
     * Gives everything back, once, however often and from wherever it is called.
     *
     * @param closeStatus with which its peer closed it, or 1006 where it vanished. Where the service had begun to close it,
     *     its own status counts: the end of the connection may be heard of before that close has returned.
     */
    public void end(int closeStatus) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        closing.set(true);
        try {
            dialogue.end();
        } finally {
            decision.permit().release();
            Closure own = closure;
            admission.closed(attempt.client(), attempt.productId(),
                    new ConnectionEnd(connectionId, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos),
                            own == null ? closeStatus : own.status(), own == null ? null : own.code(),
                            messages.get(), bytes.get()));
        }
    }
}
