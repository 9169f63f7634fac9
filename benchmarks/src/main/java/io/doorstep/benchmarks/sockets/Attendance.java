package io.doorstep.benchmarks.sockets;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Counts those who have come and not yet gone. */
public final class Attendance {
    private final Phaser present = new Phaser(1);

    public void came() {
        present.register();
    }

    public void went() {
        present.arriveAndDeregister();
    }

    /** Waits until all have gone, once nobody comes any more; fails where one is still there by then. */
    public void awaitAllGone(Duration patience) throws InterruptedException {
        try {
            present.awaitAdvanceInterruptibly(present.arriveAndDeregister(), patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(present.getUnarrivedParties() + " sockets did not end", e);
        }
    }
}
