package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import io.doorstep.events.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** One conversation, a log that only remembers, and two visitors. */
abstract class ConversationStage {
    static final ConversationKey KEY = new ConversationKey("11", "s");
    static final ConversationBounds BOUNDS = new ConversationBounds(4096, 100_000);
    static final Instant NOW = Instant.EPOCH;

    final List<Event> log = new ArrayList<>();
    final List<ConversationView> changes = new ArrayList<>();
    final Conversations conversations = new Conversations(log::add, "here", BOUNDS, changes::add);
    final Hearer anna = Hearer.visitor("a");
    final Hearer ben = Hearer.visitor("b");

    @BeforeEach
    void refilled() {
        conversations.onRefilled();
    }

    static ChatMessage message(Author author, String id, String text) {
        return new ChatMessage("11", "s", author, "elsewhere", id, text, author == Author.AGENT ? "mia" : null);
    }

    void arrives(long sequence, Event event) {
        conversations.onRecord(sequence, NOW.plusSeconds(sequence), event);
    }

    void lastArrives(long sequence) {
        arrives(sequence, log.stream().filter(ChatMessage.class::isInstance).toList().getLast());
    }

    ConversationView view() {
        return changes.getLast();
    }
}
