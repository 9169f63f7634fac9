package io.doorstep.chat.kafka.claims;

import io.doorstep.chat.claims.Claims;
import io.doorstep.chat.claims.Outcome;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.SmartLifecycle;

/** Does in time what claims need: ends what has waited too long, says that the instance is there, lets go of what is old. */
public final class ClaimsMaintenance implements SmartLifecycle, MeterBinder {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Claims claims;
    private final Duration connectionWindow;
    private final Duration sessionWindow;
    private final SupervisedTimer timer;
    private volatile boolean running;

    /** @param connectionWindow the longest; sessionWindow likewise */
    public ClaimsMaintenance(Claims claims, Duration connectionWindow, Duration sessionWindow,
            ThreadSupervisor threads) {
        this.claims = claims;
        this.connectionWindow = connectionWindow;
        this.sessionWindow = sessionWindow;
        this.timer = threads.timer("claims");
    }

    @Override
    public void start() {
        running = true;
        claims.tick();
        timer.every(TICK, claims::tick);
        timer.every(SWEEP, () -> claims.sweep(connectionWindow.toMillis(), sessionWindow.toMillis()));
    }

    @Override
    public void stop() {
        timer.close();
        claims.leave();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before what it writes has to leave, and after the sockets. */
    @Override
    public int getPhase() {
        return Phases.PUBLISHING;
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
