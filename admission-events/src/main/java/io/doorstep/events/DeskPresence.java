package io.doorstep.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the desk on one instance, all of them. Sent when it changes and every five seconds; three times that without
 * one, and the instance is gone.
 *
 * @param agents empty where nobody is
 */
public record DeskPresence(String instance, List<Agent> agents) implements Event {

    public DeskPresence {
        Promise.name("instance", instance);
        Promise.present("agents", agents);
        agents = List.copyOf(agents);
    }

    /**
     * An agent at the desk.
     *
     * @param productId of the conversation the agent looks at; absent where it looks at none
     * @param sessionId of the conversation the agent looks at; absent where it looks at none
     */
    public record Agent(String name, @Nullable String productId, @Nullable String sessionId) {}

    @Override
    public String key() {
        return instance;
    }
}
