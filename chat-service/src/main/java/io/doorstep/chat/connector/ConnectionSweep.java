package io.doorstep.chat.connector;

import io.doorstep.support.log.OncePerSecond;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has connections whose time is over ended, five times a second. */
final class ConnectionSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSweep.class);
    private static final long PERIOD_MS = 200;

    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("connection-keeper").factory());
    private final OncePerSecond line = new OncePerSecond();

    ConnectionSweep(ConnectionKeeper keeper) {
        var _ = timer.scheduleWithFixedDelay(() -> sweep(keeper), PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void sweep(ConnectionKeeper keeper) {
        try {
            keeper.endOverdue();
        } catch (RuntimeException e) {
            line.run(count -> LOG.error("Ending unfinished connections failed, and goes on ({})", count, e));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
