package io.doorstep.chat.repetition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The texts that one client has written lately, the oldest of them forgotten when there are many. Thread-safe. */
final class TextTable {
    static final int MOST_TEXTS = 8;
    static final int MOST_CONVERSATIONS = 32;

    private final long windowMs;
    private final SequencedMap<Long, SequencedMap<String, Written>> texts = new LinkedHashMap<>();

    /** Of one text in one conversation. */
    private record Written(long firstMs, long latestMs, long messages) {

        Written again(long nowMs) {
            return new Written(firstMs, nowMs, messages + 1);
        }
    }

    /**
     * Of one text, in all conversations.
     *
     * @param firstMs when it was written for the first time
     */
    record Spread(int conversations, long messages, long firstMs) {}

    TextTable(long windowMs) {
        this.windowMs = windowMs;
    }

    /**
     * Adds a message; returns what is known of its text, itself included.
     *
     * @param hash of the text, keyed
     */
    synchronized Spread add(long hash, String conversation, long nowMs) {
        SequencedMap<String, Written> written = texts.remove(hash);
        if (written == null) {
            written = new LinkedHashMap<>();
        }
        texts.putLast(hash, written);
        if (texts.size() > MOST_TEXTS) {
            texts.pollFirstEntry();
        }
        written.values().removeIf(old -> old.latestMs() <= nowMs - windowMs);
        @Nullable
        Written before = written.remove(conversation);
        written.putLast(conversation, before == null ? new Written(nowMs, nowMs, 1) : before.again(nowMs));
        if (written.size() > MOST_CONVERSATIONS) {
            written.pollFirstEntry();
        }
        return sum(written, nowMs);
    }

    private static Spread sum(Map<String, Written> written, long nowMs) {
        long first = nowMs;
        long messages = 0;
        for (Written one : written.values()) {
            first = Math.min(first, one.firstMs());
            messages += one.messages();
        }
        return new Spread(written.size(), messages, first);
    }
}
