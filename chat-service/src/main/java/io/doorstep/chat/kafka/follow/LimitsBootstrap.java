package io.doorstep.chat.kafka.follow;

import io.doorstep.support.threads.Phases;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Holds the web server back until the limits that were revised and the sanctions that were imposed before this start are in
 * force, and what clients use on other instances is known, for a bounded time: an instance that comes up during an attack does not open with the limits of peace.
 */
public final class LimitsBootstrap implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsBootstrap.class);

    private final RevisionsStatus revisions;
    private final SanctionsFeed sanctions;
    private final @Nullable ClaimsFeed claims;
    private final Duration within;
    private volatile boolean running;

    /**
     * @param claims absent where each instance has limits of its own
     * @param within how long at most; 0 = not at all
     */
    public LimitsBootstrap(RevisionsStatus revisions, SanctionsFeed sanctions, @Nullable ClaimsFeed claims,
            Duration within) {
        this.revisions = revisions;
        this.sanctions = sanctions;
        this.claims = claims;
        this.within = within;
    }

    @Override
    public void start() {
        running = true;
        try {
            if (!within.isZero()) {
                await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        if (!revisions.awaitRead(within)) {
            LOG.warn("Kafka has not told the revised limits within {} ms: starting with the configured ones, and"
                    + " with the revised once they are read", within.toMillis());
        }
        if (!sanctions.awaitRead(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
            LOG.warn("Kafka has not told the sanctions within {} ms: starting without them, and with them once they are"
                    + " read", within.toMillis());
        }
        if (claims != null && !claims.awaitRead(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
            LOG.warn("Kafka has not told within {} ms what clients use on other instances: starting with limits of this"
                    + " instance alone, and with those of all once it is read", within.toMillis());
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
