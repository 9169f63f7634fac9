package io.doorstep.chat.status;

import io.doorstep.chat.sanction.SanctionCounts;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.socket.SanctionEnforcer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Shows the sanctions as meters. None is tagged with a client. */
@Component
class SanctionMeters implements MeterBinder {
    private final Sanctions sanctions;
    private final SanctionEnforcer enforcer;

    SanctionMeters(Sanctions sanctions, SanctionEnforcer enforcer) {
        this.sanctions = sanctions;
        this.enforcer = enforcer;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        held(registry, "warned", SanctionCounts::warned);
        held(registry, "throttled", SanctionCounts::throttled);
        held(registry, "banned", SanctionCounts::banned);
        held(registry, "shadow", SanctionCounts::shadow);
        over(registry, "ended", SanctionCounts::ended);
        over(registry, "lapsed", SanctionCounts::lapsed);
        over(registry, "passed_over", SanctionCounts::passedOver);
        sockets(registry, "ended", SanctionEnforcer::ended);
        sockets(registry, "told", SanctionEnforcer::told);
        sockets(registry, "spared", SanctionEnforcer::spared);
    }

    private void held(MeterRegistry registry, String step, ToDoubleFunction<SanctionCounts> count) {
        Gauge.builder("doorstep.sanctions", sanctions, it -> count.applyAsDouble(it.counts())).tag("step", step)
                .description("clients that are sanctioned, and in shadow those that would be").register(registry);
    }

    private void over(MeterRegistry registry, String outcome, ToDoubleFunction<SanctionCounts> count) {
        FunctionCounter.builder("doorstep.sanctions.over", sanctions, it -> count.applyAsDouble(it.counts()))
                .tag("outcome", outcome)
                .description("sanctions that are no longer held, or never were for want of room").register(registry);
    }

    private void sockets(MeterRegistry registry, String outcome, ToDoubleFunction<SanctionEnforcer> count) {
        FunctionCounter.builder("doorstep.sanctions.sockets", enforcer, count).tag("outcome", outcome)
                .description("open sockets that a sanction met, or did not for the sake of a clean past")
                .register(registry);
    }
}
