package io.doorstep.chat.socket;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.socket.dialogue.ChatSocket;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/** The admitted sockets of this instance, by the id the container gives them and by their session. */
public final class Sockets {
    private final ConcurrentHashMap<String, ChatSocket> open = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ConversationKey, List<ChatSocket>> bySession = new ConcurrentHashMap<>();

    private final AtomicInteger pending = new AtomicInteger();

    /** So many more, or less, wait for their admission. */
    void pending(int more) {
        pending.addAndGet(more);
    }

    /** Those that hold a permit and wait for the other instances to agree. */
    public int pending() {
        return pending.get();
    }

    void add(String containerId, ChatSocket socket) {
        open.put(containerId, socket);
        bySession.merge(socket.conversation(), List.of(socket),
                (before, added) -> Stream.concat(before.stream(), added.stream()).toList());
    }

    @Nullable
    ChatSocket get(String containerId) {
        return open.get(containerId);
    }

    @Nullable
    ChatSocket remove(String containerId) {
        ChatSocket removed = open.remove(containerId);
        if (removed != null) {
            bySession.computeIfPresent(removed.conversation(), (_, sockets) -> {
                List<ChatSocket> others = sockets.stream().filter(other -> other != removed).toList();
                return others.isEmpty() ? null : others;
            });
        }
        return removed;
    }

    /** Removes and ends those whose connection has ended without anybody having been told. */
    void endThoseWithoutConnection() {
        open.forEach((containerId, socket) -> {
            if (socket.hasLostItsConnection() && remove(containerId) != null) {
                socket.end(CloseStatus.NO_CLOSE_FRAME.getCode());
            }
        });
    }

    List<ChatSocket> of(ConversationKey session) {
        return bySession.getOrDefault(session, List.of());
    }

    Collection<ChatSocket> all() {
        return open.values();
    }

    public int count() {
        return open.size();
    }
}
