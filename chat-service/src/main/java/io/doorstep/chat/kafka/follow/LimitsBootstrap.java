package io.doorstep.chat.kafka.follow;

import io.doorstep.support.threads.Phases;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Holds the web server back until the limits that were revised before this start are in force, for a bounded time: an
 * instance that comes up during an attack does not open with the limits of peace.
 */
public final class LimitsBootstrap implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsBootstrap.class);

    private final RevisionsStatus revisions;
    private final Duration within;
    private volatile boolean running;

    /** @param within how long at most; 0 = not at all */
    public LimitsBootstrap(RevisionsStatus revisions, Duration within) {
        this.revisions = revisions;
        this.within = within;
    }

    @Override
    public void start() {
        running = true;
        try {
            if (!within.isZero() && !revisions.awaitRead(within)) {
                LOG.warn("Kafka has not told the revised limits within {} ms: starting with the configured ones, and"
                        + " with the revised once they are read", within.toMillis());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the topics are followed, long before the web server. */
    @Override
    public int getPhase() {
        return Phases.BOOTSTRAP;
    }
}
