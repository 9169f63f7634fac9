package io.doorstep.chat.socket.tomcat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.doorstep.support.settings.SettingsException;
import java.lang.management.ManagementFactory;

/**
 * How many connections the operating system lets this process have: each takes a file descriptor.
 *
 * @param most that the process may have open, {@code ulimit -n}; {@link Long#MAX_VALUE} where the system does not tell
 */
public record Descriptors(long most) {
    /** Connections that have been accepted and of which others are being ended to make room. */
    static final int SPARE = 100;
    /** For what is no connection of Tomcat's: files, the brokers, the system's own. */
    static final int OWN = 300;

    public static Descriptors ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() > 0
                        ? new Descriptors(unix.getMaxFileDescriptorCount())
                        : new Descriptors(Long.MAX_VALUE);
    }

    /**
     * Connections that Tomcat must be able to hold at once, so that a full house can still say that it is full.
     *
     * @param pool sockets of visitors that may be in
     * @param agents sockets of agents that may be in
     * @param closing sockets that may be closing beside them
     * @param others connections that are no sockets
     * @throws SettingsException where there are too few descriptors for them
     */
    public int require(int pool, int agents, int closing, int others) {
        long connections = (long) pool + agents + closing + others + SPARE;
        long needed = connections + OWN;
        if (needed > most) {
            long possible = most - (needed - pool);
            throw new SettingsException("doorstep.pool.max-connections " + pool + " needs " + needed
                    + " file descriptors, this process may have " + most + ": raise 'ulimit -n' to " + needed
                    + (possible > 0 ? ", or write " + possible + " at most" : ""));
        }
        return (int) Math.min(Integer.MAX_VALUE, connections);
    }

    /**
     * Connections that Tomcat may hold at once.
     *
     * @param wanted what {@code server.tomcat.max-connections} says
     * @param required at least
     */
    int connections(int wanted, int required) {
        return (int) Math.min(Math.max(wanted, required), most - OWN);
    }
}
