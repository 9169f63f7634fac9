package io.doorstep.chat.status;

import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.Suspicion;
import io.doorstep.chat.connector.DroppedUpgrades;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.house.House;
import io.doorstep.chat.kafka.delivery.PublishingStatus;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.rejection.HumanReadable;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.socket.PermitLeakDetector;
import io.doorstep.chat.socket.Sockets;
import io.doorstep.chat.socket.tomcat.ClosingConnections;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Tier;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Gathers the status of this instance. */
@Component
public class StatusReporter {
    private final String instance;
    private final EffectiveLimits effectiveLimits;
    private final Sanctions sanctions;
    private final Limiters limiters;
    private final House house;
    private final Sockets sockets;
    private final Conversations conversations;
    private final PublishingStatus kafka;
    private final AdmissionMeters meters;
    private final ClosingConnections closing;
    private final PermitLeakDetector reconciliation;
    private final ProxyWatch proxies;
    private final ClientResolver clients;
    private final InstantSource clock;
    private final DroppedUpgrades upgrades;

    StatusReporter(@Qualifier("instance") String instance, EffectiveLimits effectiveLimits, Sanctions sanctions,
            Limiters limiters, House house,
            Sockets sockets, Conversations conversations, PublishingStatus kafka, AdmissionMeters meters,
            ClosingConnections closing, PermitLeakDetector reconciliation, ProxyWatch proxies, ClientResolver clients,
            InstantSource clock, DroppedUpgrades upgrades) {
        this.instance = instance;
        this.effectiveLimits = effectiveLimits;
        this.sanctions = sanctions;
        this.limiters = limiters;
        this.house = house;
        this.sockets = sockets;
        this.conversations = conversations;
        this.kafka = kafka;
        this.meters = meters;
        this.closing = closing;
        this.reconciliation = reconciliation;
        this.proxies = proxies;
        this.clients = clients;
        this.clock = clock;
        this.upgrades = upgrades;
    }

    public StatusReport report() {
        ClientLimits byDefault = effectiveLimits.byDefault();
        return new StatusReport(instance, rateLimiter(byDefault.limits()), pool(byDefault.limits()),
                new StatusReport.ManagerReport(sockets.count(), conversations.attended()),
                LimitsReport.of(effectiveLimits), sanctions.counts(), events(), warnings());
    }

    private List<String> warnings() {
        return Stream.of(proxies.latest(clock.millis()).map(Suspicion::sentence).stream(),
                clients.unreadable().sentences().stream(), upgrades.warning().stream())
                .flatMap(sentences -> sentences).toList();
    }

    private StatusReport.RateLimiterReport rateLimiter(Limits limits) {
        return new StatusReport.RateLimiterReport(meters.stats(limiters.size(), limiters.capacity()),
                inWords(LimitName.CONNECTION_RATE, limits.connectionRate(), "connection"),
                inWords(LimitName.MESSAGE_RATE, limits.messageRate(), "message"),
                inWords(LimitName.SESSION_CREATION, limits.sessionCreation(), "session"));
    }

    private String inWords(LimitName name, RateLimit rate, String what) {
        return HumanReadable.perWindow(rate, what) + (effectiveLimits.isOff(name) ? " (switched off)" : "");
    }

    private StatusReport.PoolReport pool(Limits limits) {
        int active = house.connections();
        int max = house.maxConnections();
        return new StatusReport.PoolReport(max, limits.connectionsPerClient(), active, house.clients(),
                Math.max(0, max - active), (double) active / max, closing.count(), reconciliation.drift(),
                new StatusReport.AgentsReport(house.maxAgents(), house.agents(), house.fullOfAgentsSince()),
                new StatusReport.OccupantsReport(house.connections(Tier.AUTHENTICATED),
                        house.connections(Tier.RETURNING),
                        house.connections(Tier.ANONYMOUS), house.maxStrangers(),
                        (double) house.connectionsOfLargestNetwork() / max),
                house.waiting(), house.fullSince());
    }

    private StatusReport.EventsReport events() {
        return new StatusReport.EventsReport(kafka.isConnected(), kafka.published(), kafka.waiting(), kafka.spooled(),
                kafka.spooledBytes(), kafka.dropped());
    }
}
