package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.frame.CloseStatuses;
import io.doorstep.chat.socket.frame.FrameAssembly;
import io.doorstep.chat.socket.frame.ServerFrame;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

/** An admitted socket: hands its frames on to its dialogue until it is closing. */
public final class ChatSocket {
    private final ChatConnection connection;
    private final TcpConnection tcpConnection;
    private final Dialogue dialogue;
    private final FrameAssembly assembly = new FrameAssembly();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long lastHeardNanos = System.nanoTime();
    /** Of the sanction it was told of, in milliseconds since the epoch; 0 for none. */
    private final AtomicLong toldSinceMs = new AtomicLong();

    /** @param dialogue that has this connection */
    ChatSocket(ChatConnection connection, TcpConnection tcpConnection, Dialogue dialogue) {
        this.connection = connection;
        this.tcpConnection = tcpConnection;
        this.dialogue = dialogue;
    }

    public String connectionId() {
        return connection.id();
    }

    public Attempt attempt() {
        return connection.attempt();
    }

    public ConversationKey conversation() {
        return connection.conversation();
    }

    public static ConversationKey conversationOf(Attempt attempt) {
        return new ConversationKey(attempt.productId(), attempt.sessionId());
    }

    public boolean isOf(Client client) {
        return attempt().client().key().equals(client.key());
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

    /** @param leave ends it before it returns; called where a full house needs its place and its visitor has not written */
    public void makesRoomBy(Runnable leave) {
        connection.permit().idle(leave);
    }

    /** By the service, or because it reads so slowly that its outbox is full. */
    public boolean isClosing() {
        return connection.isClosing() || !tcpConnection.isOpen();
    }

    public void onPong() {
        lastHeardNanos = System.nanoTime();
    }

    public void onBinary() {
        lastHeardNanos = System.nanoTime();
        if (!isClosing()) {
            connection.explain(Rejections.BINARY_FRAME, null);
        }
    }

    public void heartbeat() {
        connection.ping();
    }

    /** Since the last chat message, or since it was opened; 0 where it may be idle for as long as it likes. */
    public long idleMillis() {
        return dialogue.mayIdleOut() ? connection.idleMillis() : 0;
    }

    /** Since anything was heard of the peer. */
    public long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNanos);
    }

    /** Ends a socket whose peer no longer answers, without waiting for it to. */
    public void vanish() {
        connection.vanish();
        tcpConnection.abort();
    }

    public TcpConnection wire() {
        return tcpConnection;
    }

    public boolean hasLostItsConnection() {
        return tcpConnection.isEnded();
    }

    /**
     * Tells of a sanction, once of each step.
     *
     * @param since when the step was imposed
     * @return whether it had not been told yet
     */
    public boolean tell(ServerFrame.Warning warning, Instant since) {
        boolean isNew = toldSinceMs.getAndSet(since.toEpochMilli()) != since.toEpochMilli();
        if (isNew) {
            connection.send(warning);
        }
        return isNew;
    }

    /** Whether a message of it was over a limit. */
    public boolean hasBeenRefused() {
        return connection.hasBeenRefused();
    }

    /** @param pass for the socket that takes its place on another instance; absent where there is none */
    public void goAway(long reconnectAfterMs, @Nullable String pass) {
        connection.send(new ServerFrame.GoAway(reconnectAfterMs, pass));
    }

    /** Explains, then closes; acts on nothing from now on. */
    public void closeFor(Rejection rejection) {
        closeFor(rejection, CloseStatuses.status(rejection.code(), rejection.retryAfterMs()));
    }

    public void closeFor(Rejection rejection, CloseStatus status) {
        connection.closeFor(rejection, status);
    }

    /** Closes for a flood of frames, which counts as a violation. */
    public void refuseFlood(Rejection rejection) {
        connection.refuse(rejection);
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
        connection.markClosing();
        try {
            dialogue.end();
        } finally {
            connection.end(closeStatus, bytes.get());
        }
    }
}
