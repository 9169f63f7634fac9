package io.doorstep.chat.socket.frame;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.doorstep.chat.admission.ClientStanding;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.ConversationView;
import io.doorstep.chat.conversation.Replay;
import io.doorstep.chat.desk.Summary;
import io.doorstep.events.DeskPresence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the service sends to an agent's page, beside the frames that visitors get too. */
public sealed interface DeskFrame extends ServerFrame {

    /** The first one. */
    record Desk(String type, String connectionId, String name, List<Item> conversations,
            List<DeskPresence.Agent> agents) implements DeskFrame {
        public Desk(String connectionId, String name, List<Item> conversations, List<DeskPresence.Agent> agents) {
            this("desk", connectionId, name, conversations, agents);
        }
    }

    record Conversation(String type, Item conversation) implements DeskFrame {
        public Conversation(Item conversation) {
            this("conversation", conversation);
        }
    }

    record Forgotten(String type, String productId, String sessionId) implements DeskFrame {
        public Forgotten(ConversationKey key) {
            this("forgotten", key.productId(), key.sessionId());
        }
    }

    record Agents(String type, List<DeskPresence.Agent> agents) implements DeskFrame {
        public Agents(List<DeskPresence.Agent> agents) {
            this("agents", agents);
        }
    }

    record Opened(String type, String productId, String sessionId, List<Message> messages, boolean complete,
            String state, int visitors) implements DeskFrame {
        public Opened(Replay replay, ConversationView view) {
            this("opened", view.key().productId(), view.key().sessionId(),
                    replay.messages().stream().map(Message::new).toList(), replay.complete(),
                    ServerFrame.word(view.state()), view.visitors());
        }
    }

    /** Who the visitor is to the door; the ids alone where no socket of the visitor is at this instance. */
    record Client(String type, String productId, String sessionId, @Nullable String tier,
            ClientStanding.@Nullable Left connectionRate, ClientStanding.@Nullable Left messageRate)
            implements DeskFrame {
        public Client(ConversationKey key, @Nullable ClientStanding standing) {
            this("client", key.productId(), key.sessionId(),
                    standing == null ? null : ServerFrame.word(standing.tier()),
                    standing == null ? null : standing.connections(), standing == null ? null : standing.messages());
        }
    }

    /** A frame that visitors get too, with the conversation it is of. */
    record In(String type, String productId, String sessionId, @JsonUnwrapped ServerFrame frame)
            implements DeskFrame {
        public In(ConversationKey key, ServerFrame frame) {
            this(frame.type(), key.productId(), key.sessionId(), frame);
        }
    }

    /** A conversation in the list. */
    record Item(String productId, String sessionId, String state, int unread, int visitors,
            Summary.@Nullable Last last, @Nullable Instant since, @Nullable String agent, @Nullable String productName,
            @Nullable String page) {
        public Item(Summary of) {
            this(of.key().productId(), of.key().sessionId(), ServerFrame.word(of.state()), of.unread(), of.visitors(),
                    of.last(), of.since(), of.agent(), of.page().productName(), of.page().address());
        }
    }
}
