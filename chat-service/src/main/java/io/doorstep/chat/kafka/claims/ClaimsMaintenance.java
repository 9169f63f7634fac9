package io.doorstep.chat.kafka.claims;

import io.doorstep.chat.claims.Claims;
import io.doorstep.chat.claims.Outcome;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;

/** Does in time what claims need: ends what has waited too long, says that the instance is there, lets go of what is old. */
public final class ClaimsMaintenance extends RecurringWork implements MeterBinder {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Claims claims;
    private final Duration connectionWindow;
    private final Duration sessionWindow;

    /**
     * Stops before what it writes has to leave, and after the sockets.
     *
     * @param connectionWindow after which a connection no longer counts
     * @param sessionWindow after which a session no longer counts
     */
    public ClaimsMaintenance(Claims claims, Duration connectionWindow, Duration sessionWindow,
            ThreadSupervisor threads) {
        super(threads, "claims", Phases.PUBLISHING);
        this.claims = claims;
        this.connectionWindow = connectionWindow;
        this.sessionWindow = sessionWindow;
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        claims.tick();
        on.every(TICK, claims::tick);
        on.every(SWEEP, () -> claims.sweep(connectionWindow.toMillis(), sessionWindow.toMillis()));
    }

    @Override
    protected void afterTheEnd() {
        claims.leave();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            FunctionCounter.builder("doorstep.admission.claims", claims, it -> it.count(outcome))
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("attempts by how all instances together have decided on them").register(registry);
        }
    }
}
