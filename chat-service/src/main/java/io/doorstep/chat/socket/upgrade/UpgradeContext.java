package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a socket when the container has accepted it.
 *
 * @param pass with which it takes the place of a socket of another instance, as it came; absent for none
 */
public record UpgradeContext(Attempt attempt, CallerIdentity caller, @Nullable String pass, TcpConnection wire) {
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
