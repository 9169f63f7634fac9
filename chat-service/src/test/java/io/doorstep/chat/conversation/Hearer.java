package io.doorstep.chat.conversation;

import io.doorstep.events.ChatMessage.Author;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A participant that remembers what it heard. */
final class Hearer implements Participant {
    private final String connectionId;
    private final @Nullable String agent;
    private final List<ConversationEvent> heard = new ArrayList<>();

    private Hearer(String connectionId, @Nullable String agent) {
        this.connectionId = connectionId;
        this.agent = agent;
    }

    static Hearer visitor(String connectionId) {
        return new Hearer(connectionId, null);
    }

    static Hearer agent(String connectionId, String name) {
        return new Hearer(connectionId, name);
    }

    @Override
    public String connectionId() {
        return connectionId;
    }

    @Override
    public Author author() {
        return agent == null ? Author.VISITOR : Author.AGENT;
    }

    @Override
    public @Nullable String authorName() {
        return agent;
    }

    @Override
    public void hear(ConversationEvent event) {
        heard.add(event);
    }

    List<ConversationEvent> heard() {
        return heard;
    }

    /** Texts, with a question mark behind those that are pending. */
    List<String> said() {
        return heard.stream().filter(ConversationEvent.Said.class::isInstance)
                .map(said -> ((ConversationEvent.Said) said).message())
                .map(message -> message.text() + (message.isPending() ? "?" : "")).toList();
    }

    <T extends ConversationEvent> List<T> heard(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
