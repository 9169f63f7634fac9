package io.doorstep.chat.ops;

import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.Words;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.Suspicion;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.kafka.KafkaStatus;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.Limiters;
import io.doorstep.chat.limits.LimitsInForce;
import io.doorstep.chat.socket.Sockets;
import io.doorstep.events.Limits;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Gathers the status of this instance. */
@Component
class StatusReporter {
    private final String instance;
    private final LimitBook book;
    private final Limiters limiters;
    private final ConnectionPool pool;
    private final Sockets sockets;
    private final Conversations conversations;
    private final KafkaStatus kafka;
    private final AdmissionMeters meters;
    private final ProxyWatch proxies;
    private final InstantSource clock;

    StatusReporter(@Qualifier("instance") String instance, LimitBook book, Limiters limiters, ConnectionPool pool,
            Sockets sockets, Conversations conversations, KafkaStatus kafka, AdmissionMeters meters,
            ProxyWatch proxies, InstantSource clock) {
        this.instance = instance;
        this.book = book;
        this.limiters = limiters;
        this.pool = pool;
        this.sockets = sockets;
        this.conversations = conversations;
        this.kafka = kafka;
        this.meters = meters;
        this.proxies = proxies;
        this.clock = clock;
    }

    StatusReport report() {
        LimitsInForce byDefault = book.byDefault();
        return new StatusReport(instance, rateLimiter(byDefault.limits()), pool(byDefault.limits()),
                new StatusReport.ManagerReport(sockets.count(), conversations.attended()), limits(byDefault), events(),
                warnings());
    }

    private List<String> warnings() {
        return proxies.latest(clock.millis()).map(Suspicion::sentence).stream().toList();
    }

    private StatusReport.RateLimiterReport rateLimiter(Limits limits) {
        return new StatusReport.RateLimiterReport(meters.stats(limiters.size(), limiters.capacity()),
                Words.perWindow(limits.connectionRate(), "connection"),
                Words.perWindow(limits.messageRate(), "message"), Words.perWindow(limits.sessionCreation(), "session"));
    }

    private StatusReport.PoolReport pool(Limits limits) {
        int active = pool.connections();
        int max = pool.maxConnections();
        return new StatusReport.PoolReport(max, limits.connectionsPerClient(), active, pool.clients(),
                Math.max(0, max - active), (double) active / max);
    }

    private StatusReport.LimitsReport limits(LimitsInForce byDefault) {
        List<StatusReport.ScopeReport> scopes = book.all().values().stream()
                .map(inForce -> new StatusReport.ScopeReport(inForce.scope().name(), inForce.revision(),
                        inForce.limits()))
                .sorted(Comparator.comparing(StatusReport.ScopeReport::scope)).toList();
        return new StatusReport.LimitsReport(byDefault.revision(), scopes);
    }

    private StatusReport.EventsReport events() {
        return new StatusReport.EventsReport(kafka.isConnected(), kafka.published(), kafka.waiting(), kafka.spooled(),
                kafka.dropped());
    }
}
