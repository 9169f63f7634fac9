package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.kafka.delivery.EventOutbox;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what this instance was configured with: each second at first, since Kafka may not be reached yet and a learner
 * may wait for it, and then every ten seconds, so that readers know that the instance runs.
 */
public final class ConfigurationPublisher implements SmartLifecycle {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int AT_FIRST = 10;
    private static final int LATER_EACH = 10;

    private final LimitsConfigured configured;
    private final EventOutbox outbox;
    private final InstantSource clock;
    private final SupervisedTimer timer;
    private int beats;
    private volatile boolean running;

    public ConfigurationPublisher(LimitsConfigured configured, EventOutbox outbox, InstantSource clock,
            ThreadSupervisor threads) {
        this.configured = configured;
        this.outbox = outbox;
        this.clock = clock;
        this.timer = threads.timer("configuration");
    }

    @Override
    public void start() {
        running = true;
        beat();
        timer.every(BEAT, this::beat);
    }

    void beat() {
        beats++;
        if (beats <= AT_FIRST || beats % LATER_EACH == 0) {
            boolean _ = outbox.offerSignal(PendingEvent.of(clock.instant(), configured));
        }
    }

    @Override
    public void stop() {
        timer.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
