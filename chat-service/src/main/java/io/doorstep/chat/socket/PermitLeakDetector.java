package io.doorstep.chat.socket;

import io.doorstep.chat.house.House;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the permits that are held with the sockets that are there. They differ for a moment while a socket comes or
 * goes, so the smallest difference of several looks counts; any that stays is a leak, and never happens.
 */
public final class PermitLeakDetector implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PermitLeakDetector.class);
    private static final int LOOKS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(25);

    private final House house;
    private final Sockets sockets;
    private volatile int drift;

    PermitLeakDetector(House house, Sockets sockets) {
        this.house = house;
        this.sockets = sockets;
    }

    @Override
    public void run() {
        sockets.endThoseWithoutConnection();
        int smallest = difference();
        for (int look = 1; look < LOOKS && smallest != 0; look++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            int next = difference();
            smallest = Math.abs(next) < Math.abs(smallest) ? next : smallest;
        }
        drift = smallest;
        if (smallest != 0) {
            LOG.error("{} more permits are held than there are sockets", smallest);
        }
    }

    private int difference() {
        return house.allConnections() - sockets.count() - sockets.pending();
    }

    /** Permits held without a socket when it last looked; less than 0: sockets without a permit. */
    public int drift() {
        return drift;
    }
}
