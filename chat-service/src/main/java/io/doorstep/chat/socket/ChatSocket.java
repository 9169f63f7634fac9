package io.doorstep.chat.socket;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener.ConnectionEnd;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.Rejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.Participant;
import io.doorstep.chat.conversation.Utterance;
import io.doorstep.events.ErrorCode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

/** An admitted socket: acts on its frames until it is closing. */
final class ChatSocket implements Participant {
    private final String connectionId;
    private final Attempt attempt;
    private final AdmissionDecision.Permitted decision;
    private final AdmissionController admission;
    private final Outbox outbox;
    private final Wire wire;
    private final FrameAssembly assembly = new FrameAssembly();
    private final Strikes strikes = new Strikes();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final long openedNanos = System.nanoTime();
    private volatile long lastMessageNanos = openedNanos;
    private volatile long lastHeardNanos = openedNanos;
    private volatile @Nullable ErrorCode closedFor;
    private volatile Conversations.@Nullable Membership membership;

    ChatSocket(String connectionId, Attempt attempt, AdmissionDecision.Permitted decision,
            AdmissionController admission, Outbox outbox, Wire wire) {
        this.connectionId = connectionId;
        this.attempt = attempt;
        this.decision = decision;
        this.admission = admission;
        this.outbox = outbox;
        this.wire = wire;
    }

    @Override
    public String connectionId() {
        return connectionId;
    }

    Attempt attempt() {
        return attempt;
    }

    ConversationKey conversation() {
        return conversationOf(attempt);
    }

    static ConversationKey conversationOf(Attempt attempt) {
        return new ConversationKey(attempt.productId(), attempt.sessionId());
    }

    boolean isOf(Client client) {
        return attempt.client().key().equals(client.key());
    }

    /** Joins; leaves at once where the greeting has already failed and the socket ended on the writing thread. */
    void open(Conversations conversations) {
        var joined = conversations.join(conversation(), this);
        membership = joined;
        if (ended.get()) {
            joined.leave();
        }
    }

    void onText(TextMessage piece) {
        lastHeardNanos = System.nanoTime();
        if (closing.get()) {
            return;
        }
        bytes.addAndGet(piece.getPayloadLength());
        switch (assembly.add(piece)) {
            case FrameAssembly.Result.Whole(String text) -> act(ClientFrame.parse(text));
            case FrameAssembly.Result.Unfinished _ -> {
            }
            case FrameAssembly.Result.TooLong _ -> closeFor(Rejection.withoutLimit(ErrorCode.MESSAGE_TOO_LARGE,
                    "A frame has at most " + FrameAssembly.MOST + " characters"));
        }
    }

    private void act(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Message message -> say(message);
            case ClientFrame.Typing _ -> inConversation().typing();
            case ClientFrame.Resume(long after) -> resume(after);
            case ClientFrame.Invalid(String why, Optional<String> messageId) -> explain(
                    Rejection.withoutLimit(ErrorCode.INVALID_MESSAGE, why), messageId.orElse(null));
        }
    }

    void onPong() {
        lastHeardNanos = System.nanoTime();
    }

    void onBinary() {
        lastHeardNanos = System.nanoTime();
        if (!closing.get()) {
            explain(Rejection.withoutLimit(ErrorCode.INVALID_MESSAGE, "Binary frames are not part of the protocol"),
                    null);
        }
    }

    private void say(ClientFrame.Message message) {
        Optional<Rejection> refused = admission.admitMessage(attempt.client(), attempt.productId(),
                attempt.sessionId());
        if (refused.isPresent()) {
            explain(refused.get(), message.clientMessageId());
            if (strikes.isOut(System.nanoTime())) {
                close(refused.get().code(), Closes.status(refused.get().code(), refused.get().retryAfterMs()));
            }
            return;
        }
        lastMessageNanos = System.nanoTime();
        if (inConversation().say(message.clientMessageId(), message.text())) {
            messages.incrementAndGet();
        } else {
            explain(Rejection.comeBackIn(5000, ErrorCode.INVALID_MESSAGE,
                    "The message could not be kept; send it again in 5 seconds"), message.clientMessageId());
        }
    }

    private void resume(long after) {
        var here = inConversation();
        outbox.send(new ServerFrame.History(
                here.messagesAfter(after).stream().map(ServerFrame.Message::new).toList(), here.remembersSince(after)));
    }

    private Conversations.Membership inConversation() {
        var joined = membership;
        if (joined == null) {
            throw new IllegalStateException(connectionId + " has not been opened");
        }
        return joined;
    }

    private void explain(Rejection rejection, @Nullable String clientMessageId) {
        outbox.send(new ServerFrame.Refusal(rejection, clientMessageId));
    }

    @Override
    public void hear(Utterance utterance) {
        outbox.send(switch (utterance) {
            case Utterance.Joined(long lastSequence, int connections) ->
                new ServerFrame.Connected(connectionId, attempt.productId(),
                        attempt.sessionId(), decision.limits().limits(), decision.limits().revision(), lastSequence,
                        connections);
            case Utterance.Said(var message) -> new ServerFrame.Message(message);
            case Utterance.Acknowledged(String id, long sequence) -> new ServerFrame.Ack(id, sequence);
            case Utterance.Typing(String other) -> new ServerFrame.Typing(other);
            case Utterance.Present(int connections) -> new ServerFrame.Presence(connections);
        });
    }

    void heartbeat() {
        outbox.ping();
    }

    /** Since the last chat message, or since it was opened. */
    long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastMessageNanos);
    }

    /** Since anything was heard of the peer. */
    long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNanos);
    }

    /** Ends a socket whose peer no longer answers, without waiting for it to. */
    void vanish() {
        closing.set(true);
        outbox.close(CloseStatus.GOING_AWAY.withReason("no answer to pings"));
        wire.abort();
    }

    boolean hasLostItsConnection() {
        return wire.isEnded();
    }

    void goAway(long reconnectAfterMs) {
        outbox.send(new ServerFrame.GoAway(reconnectAfterMs));
    }

    /** Explains, then closes; acts on nothing from now on. */
    void closeFor(Rejection rejection) {
        closeFor(rejection, Closes.status(rejection.code(), rejection.retryAfterMs()));
    }

    void closeFor(Rejection rejection, CloseStatus status) {
        if (!closing.get()) {
            explain(rejection, null);
            close(rejection.code(), status);
        }
    }

    /** Closes for a flood of frames, which counts as a violation. */
    void refuseFlood(Rejection rejection) {
        if (!closing.get()) {
            admission.refuse(attempt, rejection);
            closeFor(rejection);
        }
    }

    private void close(ErrorCode code, CloseStatus status) {
        if (closing.compareAndSet(false, true)) {
            closedFor = code;
            outbox.close(status);
        }
    }

    /** Gives everything back, once, however often and from wherever it is called. */
    void end(int closeStatus) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        closing.set(true);
        try {
            var joined = membership;
            if (joined != null) {
                joined.leave();
            }
        } finally {
            decision.permit().release();
            admission.closed(attempt.client(), attempt.productId(),
                    new ConnectionEnd(connectionId, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos),
                            closeStatus, closedFor, messages.get(), bytes.get()));
        }
    }
}
