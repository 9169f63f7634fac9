package io.doorstep.chat.ops;

import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.kafka.KafkaStatus;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.Limiters;
import io.doorstep.chat.socket.ClosingSockets;
import io.doorstep.chat.socket.Reconciliation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Shows the state of the pool, the limiters, the limits and the events as meters. */
@Component
class StateMeters implements MeterBinder {
    private final ConnectionPool pool;
    private final Limiters limiters;
    private final LimitBook book;
    private final KafkaStatus kafka;
    private final ClosingSockets closing;
    private final Reconciliation reconciliation;

    StateMeters(ConnectionPool pool, Limiters limiters, LimitBook book, KafkaStatus kafka, ClosingSockets closing,
            Reconciliation reconciliation) {
        this.pool = pool;
        this.limiters = limiters;
        this.book = book;
        this.kafka = kafka;
        this.closing = closing;
        this.reconciliation = reconciliation;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("doorstep.pool.connections", pool, ConnectionPool::connections).register(registry);
        Gauge.builder("doorstep.pool.utilization", pool, it -> (double) it.connections() / it.maxConnections())
                .register(registry);
        Gauge.builder("doorstep.pool.closing", closing, ClosingSockets::count).register(registry);
        Gauge.builder("doorstep.pool.drift", reconciliation, Reconciliation::drift).register(registry);
        Gauge.builder("doorstep.clients.tracked", limiters, Limiters::size).register(registry);
        Gauge.builder("doorstep.clients.capacity", limiters, Limiters::capacity).register(registry);
        FunctionCounter.builder("doorstep.clients.shared", limiters, it -> it.population().shared())
                .description("decisions by a limiter that newcomers share, for want of room").register(registry);
        Gauge.builder("doorstep.limits.revision", book, it -> it.byDefault().revision()).tag("scope", "default")
                .register(registry);
        FunctionCounter.builder("doorstep.events", kafka, KafkaStatus::published).tag("outcome", "published")
                .register(registry);
        FunctionCounter.builder("doorstep.events", kafka, KafkaStatus::spooledSinceStart).tag("outcome", "spooled")
                .register(registry);
        Gauge.builder("doorstep.spool.events", kafka, KafkaStatus::spooled)
                .description("events on disk that Kafka has not taken yet").register(registry);
        Gauge.builder("doorstep.spool.bytes", kafka, KafkaStatus::spooledBytes).register(registry);
        FunctionCounter.builder("doorstep.events", kafka, KafkaStatus::dropped).tag("outcome", "dropped")
                .register(registry);
    }
}
