package io.doorstep.chat.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Conversations by key: those with somebody in them, and those with nobody, up to a number of bytes. Of those that were let
 * go of, it knows the last sequence. What happens to one conversation happens one after the other. Thread-safe.
 */
final class ConversationStore {
    private static final long MOST_FORGOTTEN = 100_000;

    private final ConcurrentHashMap<ConversationKey, Conversation> attended = new ConcurrentHashMap<>();
    private final Cache<ConversationKey, Conversation> unattended;
    /** The last sequences of conversations that were let go of. */
    private final Cache<ConversationKey, Long> forgotten = Caffeine.newBuilder().maximumSize(MOST_FORGOTTEN).build();
    private final ConversationBounds bounds;
    private final ConversationListener listener;
    private final StartupReplay startupReplay;

    ConversationStore(ConversationBounds bounds, ConversationListener listener, StartupReplay startupReplay) {
        this.bounds = bounds;
        this.listener = listener;
        this.startupReplay = startupReplay;
        Cache<ConversationKey, Long> lastSequences = forgotten;
        this.unattended = Caffeine.newBuilder().executor(Runnable::run).maximumWeight(bounds.bytesUnattended())
                .weigher((ConversationKey _, Conversation conversation) -> conversation.bytes())
                .evictionListener((@Nullable ConversationKey key, @Nullable Conversation gone,
                        RemovalCause _) -> forget(key, gone, lastSequences))
                .build();
    }

    private static void forget(@Nullable ConversationKey key, @Nullable Conversation gone,
            Cache<ConversationKey, Long> lastSequences) {
        if (key != null && gone != null) {
            lastSequences.put(key, gone.lastSequence());
        }
    }

    /** Somebody joins: the conversation is made where there is none. */
    Conversation attend(ConversationKey key, Consumer<Conversation> join) {
        Conversation[] joined = new Conversation[1];
        attended.compute(key, (_, here) -> {
            Conversation conversation = here == null ? takenBack(key) : here;
            joined[0] = conversation;
            join.accept(conversation);
            return conversation;
        });
        return joined[0];
    }

    private Conversation takenBack(ConversationKey key) {
        Conversation known = unattended.asMap().remove(key);
        return known == null ? created(key, -1) : known;
    }

    private Conversation created(ConversationKey key, long atSequence) {
        Long last = forgotten.getIfPresent(key);
        long forgottenUpTo = last == null ? startupReplay.mayHaveMissedUpTo(atSequence) : last;
        return new Conversation(key, new History(bounds.bytesEach(), forgottenUpTo), listener);
    }

    /** Somebody leaves: what nobody is in any more is kept only if something was said in it. */
    void release(ConversationKey key, Consumer<Conversation> leave) {
        attended.computeIfPresent(key, (_, here) -> {
            leave.accept(here);
            if (!here.isEmpty()) {
                return here;
            }
            if (!here.isBlank()) {
                unattended.put(key, here);
            }
            return null;
        });
    }

    /**
     * Changes a conversation, which is made where there is none.
     *
     * @param sequence of what changes it in the log; -1 where it has none
     */
    void update(ConversationKey key, long sequence, Consumer<Conversation> change) {
        attended.compute(key, (_, here) -> {
            if (here == null) {
                unattended.asMap().compute(key, (_, known) -> {
                    Conversation conversation = known == null ? created(key, sequence) : known;
                    change.accept(conversation);
                    return conversation;
                });
            } else {
                change.accept(here);
            }
            return here;
        });
    }

    void ifKnown(ConversationKey key, Consumer<Conversation> change) {
        Optional.ofNullable(attended.get(key)).or(() -> Optional.ofNullable(unattended.getIfPresent(key)))
                .ifPresent(change);
    }

    /** Whether it is here, or was. */
    boolean isKnown(ConversationKey key) {
        return attended.containsKey(key) || unattended.getIfPresent(key) != null
                || forgotten.getIfPresent(key) != null;
    }

    void forEachAttended(BiConsumer<ConversationKey, Conversation> action) {
        attended.forEach(action);
    }

    void forEach(Consumer<Conversation> action) {
        attended.values().forEach(action);
        unattended.asMap().values().forEach(action);
    }

    /** Conversations with somebody in them. */
    int attended() {
        return attended.size();
    }
}
