package io.doorstep.chat.socket.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.Replay;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.SanctionSentences;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Limits;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the service sends to a client. */
public sealed interface ServerFrame
        permits ServerFrame.Connected, ServerFrame.Message, ServerFrame.Ack, ServerFrame.History, ServerFrame.Typing,
        ServerFrame.Presence, ServerFrame.Read, ServerFrame.Closed, ServerFrame.GoAway, ServerFrame.Pong,
        ServerFrame.Warning,
        ServerFrame.Refusal, DeskFrame {

    @JsonProperty("type")
    String type();

    /** In small letters, as it is written in a frame. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param lastSequence -1 where nothing has been said yet
     * @param connections of the session on this instance, this one included
     * @param agents at the desk
     * @param conversation what has become of it
     * @param readUpTo the last sequence that an agent has seen; absent where none has
     */
    record Connected(String type, String connectionId, String productId, String sessionId, Limits limits,
            long limitsRevision, long lastSequence, int connections, int agents, String conversation,
            @Nullable Long readUpTo) implements ServerFrame {
        public Connected(String connectionId, Attempt attempt, ClientLimits limits, ConversationEvent.Joined joined) {
            this("connected", connectionId, attempt.productId(), attempt.sessionId(), limits.limits(),
                    limits.revision(), joined.lastSequence(), joined.connections(), joined.agents(),
                    word(joined.state()), joined.readUpTo() < 0 ? null : (Long) joined.readUpTo());
        }
    }

    /** @param pending true, and no sequence, while the log has not taken it */
    record Message(String type, @Nullable Long sequence, @Nullable Boolean pending, ChatMessage.Author author,
            @Nullable String authorName, String connectionId, String clientMessageId, String text, Instant time)
            implements ServerFrame {
        public Message(io.doorstep.chat.conversation.Message said) {
            this("message", said.isPending() ? null : (Long) said.sequence(), said.isPending() ? true : null,
                    said.author(), said.authorName(), said.connectionId(), said.clientMessageId(), said.text(),
                    said.time());
        }
    }

    /** @param pending true, and no sequence, while the log has not taken it */
    record Ack(String type, String clientMessageId, @Nullable Long sequence, @Nullable Boolean pending)
            implements ServerFrame {
        public Ack(String clientMessageId, long sequence) {
            this("ack", clientMessageId, sequence, null);
        }

        public static Ack pending(String clientMessageId) {
            return new Ack("ack", clientMessageId, null, true);
        }
    }

    record History(String type, List<Message> messages, boolean complete) implements ServerFrame {
        public History(Replay replay) {
            this("history", replay.messages().stream().map(Message::new).toList(), replay.complete());
        }
    }

    record Typing(String type, String connectionId, ChatMessage.Author author, @Nullable String authorName)
            implements ServerFrame {
        public Typing(ConversationEvent.Typing heard) {
            this("typing", heard.connectionId(), heard.author(), heard.authorName());
        }
    }

    record Presence(String type, int connections, int agents) implements ServerFrame {
        public Presence(int connections, int agents) {
            this("presence", connections, agents);
        }
    }

    /** An agent has seen what was said up to this sequence. */
    record Read(String type, long upTo) implements ServerFrame {
        public Read(long upTo) {
            this("read", upTo);
        }
    }

    record Closed(String type, long sequence, String authorName, Instant time) implements ServerFrame {
        public Closed(ConversationEvent.Closed heard) {
            this("closed", heard.sequence(), heard.authorName(), heard.time());
        }
    }

    /** @param pass for the next socket, whatever the client has used of its limits; absent where no other instance serves */
    record GoAway(String type, long reconnectAfterMs, @Nullable String pass) implements ServerFrame {
        public GoAway(long reconnectAfterMs, @Nullable String pass) {
            this("go_away", reconnectAfterMs, pass);
        }
    }

    /** The answer to a {@code ping}: all that its peer sent before it has arrived. */
    record Pong(String type) implements ServerFrame {
        public static final Pong PONG = new Pong("pong");
    }

    /**
     * The client is sanctioned, and the socket stays open.
     *
     * @param limit connections that it has in a window at most; absent where it is restricted in nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Warning(String type, SanctionRule rule, SanctionStep step, String message, @Nullable Integer limit,
            Instant until) implements ServerFrame {

        /** What this client is told; null where nothing applies to it, or its sockets end. */
        public static @Nullable Warning of(Restriction restriction) {
            return switch (restriction) {
                case Restriction.Warned(SanctionRule rule, _, Instant until) -> new Warning("warning", rule,
                        SanctionStep.WARNED, SanctionSentences.warning(rule), null, until);
                case Restriction.Throttled(SanctionRule rule, _, Instant until, int limit) -> new Warning("warning",
                        rule, SanctionStep.THROTTLED, SanctionSentences.throttle(rule, limit, until), limit, until);
                case Restriction.None _,Restriction.Banned _ -> null;
            };
        }
    }

    /** The one shape of every refusal. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Refusal(String type, ErrorCode code, String message, @Nullable String scope, int limit, long windowMs,
            long retryAfterMs, boolean reconnect, @Nullable SanctionRule rule, @Nullable String clientMessageId)
            implements ServerFrame {
        public Refusal(Rejection rejection, @Nullable String clientMessageId) {
            this("error", rejection.code(), rejection.message(), rejection.scope(), rejection.limit(),
                    rejection.windowMs(), rejection.retryAfterMs(), rejection.code().reconnect(), rejection.rule(),
                    clientMessageId);
        }
    }
}
