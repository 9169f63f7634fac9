package io.doorstep.chat.socket.dialogue;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener.ConnectionEnd;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.ClientStanding;
import io.doorstep.chat.house.Permit;
import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.frame.ClientFrame;
import io.doorstep.chat.socket.frame.CloseStatuses;
import io.doorstep.chat.socket.frame.ServerFrame;
import io.doorstep.chat.socket.tomcat.Outbox;
import io.doorstep.events.ErrorCode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/** What a dialogue has of its socket: sends frames, asks whether a message may pass, explains, and closes. */
final class ChatConnection {
    private final String id;
    private final Attempt attempt;
    private final ConversationKey conversation;
    private final AdmissionDecision.Permitted decision;
    private final AdmissionController admission;
    private final Outbox outbox;
    private final ViolationCounter violations = new ViolationCounter();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicLong messages = new AtomicLong();
    private final long openedNanos = System.nanoTime();
    private volatile long lastMessageNanos = openedNanos;
    private volatile boolean messageRefused;
    private volatile @Nullable Closure closure;

    /** How the service closed it. */
    private record Closure(ErrorCode code, int status) {}

    ChatConnection(String id, Attempt attempt, AdmissionDecision.Permitted decision, AdmissionController admission,
            Outbox outbox) {
        this.id = id;
        this.attempt = attempt;
        this.conversation = ChatSocket.conversationOf(attempt);
        this.decision = decision;
        this.admission = admission;
        this.outbox = outbox;
    }

    String id() {
        return id;
    }

    Attempt attempt() {
        return attempt;
    }

    Permit permit() {
        return decision.permit();
    }

    /** That of the attempt. */
    ConversationKey conversation() {
        return conversation;
    }

    /** Whether a message to this conversation may pass. One that may not comes back, and too many of them close. */
    boolean admits(ConversationKey conversation, String clientMessageId) {
        Optional<Rejection> refused = admission.admitMessage(attempt.client(), conversation.productId(),
                conversation.sessionId());
        if (refused.isEmpty()) {
            lastMessageNanos = System.nanoTime();
            permit().busy();
            return true;
        }
        messageRefused = true;
        explain(refused.get(), clientMessageId);
        if (violations.isOut(System.nanoTime())) {
            close(refused.get().code(), CloseStatuses.status(refused.get().code(), refused.get().retryAfterMs()));
        }
        return false;
    }

    /** What is left to whoever opened it. */
    ClientStanding standing() {
        return admission.standing(attempt.client(), conversation.productId(), conversation.sessionId());
    }

    boolean hasBeenRefused() {
        return messageRefused;
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

    void explain(Rejection rejection, @Nullable String clientMessageId) {
        send(new ServerFrame.Refusal(rejection, clientMessageId));
    }

    void send(ServerFrame frame) {
        outbox.send(frame);
    }

    ServerFrame connected(ConversationEvent.Joined joined) {
        return new ServerFrame.Connected(id, attempt, decision.limits(), joined);
    }

    void ping() {
        outbox.ping();
    }

    /** Since the last chat message, or since it was opened. */
    long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastMessageNanos);
    }

    /** By the service, whatever the reason. */
    boolean isClosing() {
        return closing.get();
    }

    /** From now on nothing is acted on, and the service closes it no more. */
    void markClosing() {
        closing.set(true);
    }

    /** Explains, then closes. */
    void closeFor(Rejection rejection, CloseStatus status) {
        if (!closing.get()) {
            explain(rejection, null);
            close(rejection.code(), status);
        }
    }

    /** Explains, then closes, for what counts as a violation. */
    void refuse(Rejection rejection) {
        if (!closing.get()) {
            admission.refuse(attempt, rejection);
            closeFor(rejection, CloseStatuses.status(rejection.code(), rejection.retryAfterMs()));
        }
    }

    private void close(ErrorCode code, CloseStatus status) {
        if (closing.compareAndSet(false, true)) {
            closure = new Closure(code, status.getCode());
            outbox.close(status);
        }
    }

    /** Ends it without a word, for a peer that no longer answers. */
    void vanish() {
        closing.set(true);
        outbox.close(CloseStatus.GOING_AWAY.withReason("no answer to pings"));
    }

    /** Gives the permit back, and reports the end. */
    void end(int closeStatus, long bytes) {
        decision.permit().release();
        Closure own = closure;
        admission.closed(attempt.client(), attempt.productId(),
                new ConnectionEnd(id, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos),
                        own == null ? closeStatus : own.status(), own == null ? null : own.code(),
                        messages.get(), bytes));
    }
}
