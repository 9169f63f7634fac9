package io.doorstep.chat.limiter;

import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of limiters that tell nothing any more, the sooner the fuller their store is, and warns when it fills. */
public final class LimiterEviction extends RecurringWork {
    private static final Logger LOG = LoggerFactory.getLogger(LimiterEviction.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_BETWEEN_SWEEPS = 15;
    private static final int LOOKS_BETWEEN_WARNINGS = 60;
    private static final double FULL_SOON = 0.8;

    private final Limiters limiters;
    private long looks;
    private long warnedAtLook = -LOOKS_BETWEEN_WARNINGS;

    public LimiterEviction(Limiters limiters, ThreadSupervisor threads) {
        super(threads, "limiter-keeper");
        this.limiters = limiters;
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        on.every(LOOK, this::look);
    }

    private void look() {
        LimiterCapacity limiterCapacity = limiters.population();
        looks++;
        if (looks % LOOKS_BETWEEN_SWEEPS == 0 || limiterCapacity.fill() > FULL_SOON) {
            limiters.sweep();
        }
        if (limiterCapacity.fill() > FULL_SOON && looks - warnedAtLook >= LOOKS_BETWEEN_WARNINGS) {
            warnedAtLook = looks;
            LOG.warn("{} of {} limiters are in use; past that, newcomers share one with their network: "
                    + "doorstep.limits.max-tracked allows more", limiterCapacity.size(), limiterCapacity.capacity());
        }
    }
}
