package io.doorstep.chat.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.doorstep.events.ChatMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The conversations this instance knows: those with somebody in them, and those whose messages it has lately seen on the
 * topic, up to a number.
 */
public final class Conversations {
    private final ConcurrentHashMap<ConversationKey, Conversation> attended = new ConcurrentHashMap<>();
    private final Cache<ConversationKey, Conversation> recent;
    private final MessageLog log;

    /** @param remembered conversations kept without anybody in them, at most */
    public Conversations(MessageLog log, long remembered) {
        this.log = log;
        this.recent = Caffeine.newBuilder().maximumSize(remembered).build();
    }

    public Membership join(ConversationKey key, Participant participant) {
        Membership[] joined = new Membership[1];
        attended.compute(key, (_, here) -> {
            Conversation conversation = here == null ? recent.get(key, _ -> new Conversation()) : here;
            joined[0] = new Membership(key, conversation, participant);
            conversation.join(participant);
            return conversation;
        });
        return joined[0];
    }

    /** A message has come from the log; it is heard by everybody here. */
    public void onMessage(long sequence, Instant time, ChatMessage said) {
        ConversationKey key = new ConversationKey(said.productId(), said.sessionId());
        Conversation here = attended.get(key);
        Conversation conversation = here == null ? recent.get(key, _ -> new Conversation()) : here;
        conversation.add(new Message(sequence, said.author(), said.connectionId(), said.clientMessageId(), said.text(),
                time));
    }

    /** The log has not taken this yet, and holds it on disk until it does. */
    public void onKept(ChatMessage said) {
        // Heard by those who are here once it has come from the log.
    }

    public int attended() {
        return attended.size();
    }

    /** A participant's place in a conversation. */
    public final class Membership {
        private final ConversationKey key;
        private final Conversation conversation;
        private final Participant participant;

        private Membership(ConversationKey key, Conversation conversation, Participant participant) {
            this.key = key;
            this.conversation = conversation;
            this.participant = participant;
        }

        /** False where the message could not be taken. One that was sent before is acknowledged and not said twice. */
        public boolean say(String clientMessageId, String text) {
            return conversation.acknowledgeAgain(participant, clientMessageId)
                    || log.append(new ChatMessage(key.productId(), key.sessionId(), ChatMessage.Author.VISITOR,
                            participant.connectionId(), clientMessageId, text, null));
        }

        public void typing() {
            conversation.typing(participant);
        }

        public List<Message> messagesAfter(long sequence) {
            return conversation.after(sequence).messages();
        }

        /** Whether {@link #messagesAfter} is all that was said after the sequence. */
        public boolean remembersSince(long sequence) {
            return conversation.after(sequence).complete();
        }

        public void leave() {
            attended.computeIfPresent(key, (_, here) -> {
                here.leave(participant);
                if (here.participants() > 0) {
                    return here;
                }
                recent.put(key, here);
                return null;
            });
        }
    }
}
