package io.doorstep.support.connections;

import io.doorstep.support.connections.HttpConnections.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Shows as meters how many connections have not sent a whole request, and how many were ended. */
public final class ConnectionMeters implements MeterBinder {
    private final ConnectionKeeper connections;
    private final CutConnections cuts;

    public ConnectionMeters(ConnectionKeeper connections, CutConnections cuts) {
        this.connections = connections;
        this.cuts = cuts;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("doorstep.connections.unfinished", connections, ConnectionKeeper::unfinished)
                .description("connections that have not sent a whole request").register(registry);
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder("doorstep.connections.cut", cuts, it -> it.count(reason))
                    .tag("reason", CutConnections.tag(reason))
                    .description("connections ended before they were sockets").register(registry);
        }
    }
}
