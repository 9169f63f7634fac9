package io.doorstep.chat.ops;

import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.connector.ConnectionKeeper;
import io.doorstep.chat.connector.CutConnections;
import io.doorstep.chat.connector.RequestFault;
import io.doorstep.chat.connector.RequestFaults;
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
    private final ClientResolver clients;
    private final ConnectionKeeper connections;
    private final CutConnections cuts;
    private final RequestFaults faults;

    StateMeters(ConnectionPool pool, Limiters limiters, LimitBook book, KafkaStatus kafka, ClosingSockets closing,
            Reconciliation reconciliation, ClientResolver clients, ConnectionKeeper connections, CutConnections cuts,
            RequestFaults faults) {
        this.pool = pool;
        this.limiters = limiters;
        this.book = book;
        this.kafka = kafka;
        this.closing = closing;
        this.reconciliation = reconciliation;
        this.clients = clients;
        this.connections = connections;
        this.cuts = cuts;
        this.faults = faults;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("doorstep.pool.connections", pool, ConnectionPool::connections).register(registry);
        Gauge.builder("doorstep.pool.utilization", pool, it -> (double) it.connections() / it.maxConnections())
                .register(registry);
        Gauge.builder("doorstep.pool.closing", closing, ClosingSockets::count).register(registry);
        Gauge.builder("doorstep.pool.drift", reconciliation, Reconciliation::drift).register(registry);
        Gauge.builder("doorstep.connections.unfinished", connections, ConnectionKeeper::unfinished)
                .description("connections that have not sent a whole request").register(registry);
        CutConnections.reasons().forEach(reason -> FunctionCounter
                .builder("doorstep.connections.cut", cuts, it -> it.count(reason)).tag("reason", reason)
                .description("connections ended before they were sockets").register(registry));
        for (RequestFault fault : RequestFault.values()) {
            FunctionCounter.builder("doorstep.requests.malformed", faults, it -> it.count(fault))
                    .tag("cause", fault.tag()).description("requests that could not be read").register(registry);
        }
        Gauge.builder("doorstep.clients.tracked", limiters, Limiters::size).register(registry);
        Gauge.builder("doorstep.clients.capacity", limiters, Limiters::capacity).register(registry);
        FunctionCounter.builder("doorstep.clients.shared", limiters, it -> it.population().shared())
                .description("decisions by a limiter that newcomers share, for want of room").register(registry);
        FunctionCounter.builder("doorstep.forwarding.unreadable", clients, it -> it.unreadable().requests())
                .description("requests whose forwarding header, of a trusted proxy, names nobody").register(registry);
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
