package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.kafka.delivery.EventOutbox;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Publishes what this instance was configured with: each second at first, since Kafka may not be reached yet and a learner
 * may wait for it, and then every ten seconds, so that readers know that the instance runs.
 */
public final class ConfigurationPublisher extends RecurringWork {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int AT_FIRST = 10;
    private static final int LATER_EACH = 10;

    private final LimitsConfigured configured;
    private final EventOutbox outbox;
    private final InstantSource clock;
    private int beats;

    public ConfigurationPublisher(LimitsConfigured configured, EventOutbox outbox, InstantSource clock,
            ThreadSupervisor threads) {
        super(threads, "configuration");
        this.configured = configured;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        beat();
        on.every(BEAT, this::beat);
    }

    void beat() {
        beats++;
        if (beats <= AT_FIRST || beats % LATER_EACH == 0) {
            boolean _ = outbox.offerSignal(PendingEvent.of(clock.instant(), configured));
        }
    }
}
