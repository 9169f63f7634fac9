package io.doorstep.chat.socket;

import com.sun.management.UnixOperatingSystemMXBean;
import io.doorstep.support.settings.SettingsException;
import java.lang.management.ManagementFactory;

/**
 * How many connections the operating system lets this process have: each takes a file descriptor.
 *
 * @param most that the process may have open, {@code ulimit -n}; {@link Long#MAX_VALUE} where the system does not tell
 */
record Descriptors(long most) {
    /** For newcomers that are to be told that there is no room, and for pages; where there are enough descriptors. */
    static final int SPARE = 1000;
    /** The fewest of them. */
    static final int LEAST_SPARE = 200;
    /** For what is no connection of Tomcat's: files, the brokers, the system's own. */
    static final int OWN = 300;

    static Descriptors ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() > 0
                        ? new Descriptors(unix.getMaxFileDescriptorCount())
                        : new Descriptors(Long.MAX_VALUE);
    }

    /**
     * @param pool sockets that may be in
     * @param closing sockets that may be closing beside them
     * @throws SettingsException where there are too few for them
     */
    Descriptors require(int pool, int closing) {
        long needed = (long) pool + closing + LEAST_SPARE + OWN;
        if (needed <= most) {
            return this;
        }
        long possible = most - (needed - pool);
        throw new SettingsException("doorstep.pool.max-connections " + pool + " needs " + needed
                + " file descriptors, this process may have " + most + ": raise 'ulimit -n' to " + needed
                + (possible > 0 ? ", or write " + possible + " at most" : ""));
    }

    /**
     * Connections that Tomcat may hold at once, so that a full house can still say that it is full.
     *
     * @param wanted what {@code server.tomcat.max-connections} says
     */
    int connections(int wanted, int pool, int closing) {
        long roomy = Math.max(wanted, (long) pool + closing + SPARE);
        return (int) Math.min(Integer.MAX_VALUE, Math.min(roomy, most - OWN));
    }
}
