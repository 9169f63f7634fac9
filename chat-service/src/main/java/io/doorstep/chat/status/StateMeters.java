package io.doorstep.chat.status;

import io.doorstep.chat.house.House;
import io.doorstep.chat.kafka.delivery.PublishingStatus;
import io.doorstep.chat.kafka.follow.RevisionsStatus;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.socket.PermitLeakDetector;
import io.doorstep.chat.socket.tomcat.ClosingConnections;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Shows the state of the pool, the limiters, the limits and the events as meters. */
@Component
class StateMeters implements MeterBinder {
    private final House house;
    private final Limiters limiters;
    private final EffectiveLimits effectiveLimits;
    private final PublishingStatus kafka;
    private final RevisionsStatus revisions;
    private final ClosingConnections closing;
    private final PermitLeakDetector reconciliation;

    StateMeters(House house, Limiters limiters, EffectiveLimits effectiveLimits, PublishingStatus kafka,
            RevisionsStatus revisions, ClosingConnections closing,
            PermitLeakDetector reconciliation) {
        this.house = house;
        this.limiters = limiters;
        this.effectiveLimits = effectiveLimits;
        this.kafka = kafka;
        this.revisions = revisions;
        this.closing = closing;
        this.reconciliation = reconciliation;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("doorstep.pool.connections", house, House::connections).register(registry);
        Gauge.builder("doorstep.pool.utilization", house, it -> (double) it.connections() / it.maxConnections())
                .register(registry);
        Gauge.builder("doorstep.pool.agents", house, House::agents).register(registry);
        Gauge.builder("doorstep.pool.waiting", house, House::waiting).register(registry);
        FunctionCounter.builder("doorstep.pool.made.room", house, House::madeRoom)
                .description("idle anonymous visitors that made room for newcomers in a full house")
                .register(registry);
        Gauge.builder("doorstep.pool.closing", closing, ClosingConnections::count).register(registry);
        Gauge.builder("doorstep.pool.drift", reconciliation, PermitLeakDetector::drift).register(registry);
        Gauge.builder("doorstep.clients.tracked", limiters, Limiters::size).register(registry);
        Gauge.builder("doorstep.clients.capacity", limiters, Limiters::capacity).register(registry);
        FunctionCounter.builder("doorstep.clients.shared", limiters, it -> it.population().shared())
                .description("decisions by a limiter that newcomers share, for want of room").register(registry);
        Gauge.builder("doorstep.limits.revision", effectiveLimits, it -> it.byDefault().revision())
                .tag("scope", "default")
                .register(registry);
        FunctionCounter.builder("doorstep.limits.lapsed", revisions, RevisionsStatus::lapsed)
                .description("revisions whose numbers below the configured ones the learner has not renewed")
                .register(registry);
        FunctionCounter.builder("doorstep.events", kafka, PublishingStatus::published).tag("outcome", "published")
                .register(registry);
        FunctionCounter.builder("doorstep.events", kafka, PublishingStatus::spooledSinceStart).tag("outcome", "spooled")
                .register(registry);
        Gauge.builder("doorstep.spool.events", kafka, PublishingStatus::spooled)
                .description("events on disk that Kafka has not taken yet").register(registry);
        Gauge.builder("doorstep.spool.bytes", kafka, PublishingStatus::spooledBytes).register(registry);
        FunctionCounter.builder("doorstep.events", kafka, PublishingStatus::dropped).tag("outcome", "dropped")
                .register(registry);
    }
}
