package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import java.util.Map;

/** What is known of a socket when the container has accepted it. */
public record UpgradeContext(Attempt attempt, CallerIdentity caller, TcpConnection wire) {
    private static final String NAME = UpgradeContext.class.getName();

    /** Keeps it until the socket is there. */
    void in(Map<String, Object> attributes) {
        attributes.put(NAME, this);
    }

    public static UpgradeContext of(Map<String, Object> attributes) {
        if (attributes.remove(NAME) instanceof UpgradeContext context) {
            return context;
        }
        throw new IllegalStateException("a socket without its upgrade");
    }
}
