package io.doorstep.benchmarks.replay;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client did in one row of a trace. */
public enum TraceKind {
    /** Looked at a page: a connection attempt, and a socket that stays open for a while. */
    PAGE,
    /** Came in: a connection attempt, and a socket that stays open until a disconnect. */
    CONNECT,
    /** Wrote a chat message. */
    MESSAGE,
    /** Went away: the client's oldest socket is closed. */
    DISCONNECT,
    /** Fetched a part of a page: nothing a chat would notice. */
    ASSET;

    /** Null for a word that is none of them. */
    static @Nullable TraceKind named(String word) {
        for (TraceKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
