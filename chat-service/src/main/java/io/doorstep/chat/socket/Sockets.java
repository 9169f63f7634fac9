package io.doorstep.chat.socket;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The admitted sockets of this instance, by the id the container gives them. */
public final class Sockets {
    private final ConcurrentHashMap<String, ChatSocket> open = new ConcurrentHashMap<>();

    void add(String containerId, ChatSocket socket) {
        open.put(containerId, socket);
    }

    @Nullable
    ChatSocket get(String containerId) {
        return open.get(containerId);
    }

    @Nullable
    ChatSocket remove(String containerId) {
        return open.remove(containerId);
    }

    Collection<ChatSocket> all() {
        return open.values();
    }

    public int count() {
        return open.size();
    }
}
