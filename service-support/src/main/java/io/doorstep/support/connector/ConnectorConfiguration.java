package io.doorstep.support.connector;

import io.doorstep.support.connections.ConnectionBounds;
import io.doorstep.support.connections.ConnectionKeeper;
import io.doorstep.support.connections.ConnectionMeters;
import io.doorstep.support.connections.CutConnections;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import io.doorstep.support.web.TomcatProblems;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the connector together, from the bounds, the trusted proxies and the {@link RequestFaults} of a service, and from its
 * {@link RequestLeniency} and {@link ConnectorFitting} where it has them. To be imported by it.
 */
@Configuration(proxyBeanMethods = false)
public class ConnectorConfiguration {
    private static final Duration SWEEP = Duration.ofMillis(200);

    @Bean
    CutConnections cutConnections() {
        return new CutConnections(InstantSource.system());
    }

    @Bean
    ConnectionKeeper connectionKeeper(ConnectionBounds bounds, CutConnections cuts, TrustedProxies proxies) {
        return new ConnectionKeeper(bounds, cuts, proxies::include);
    }

    @Bean
    ConnectionMeters connectionMeters(ConnectionKeeper keeper, CutConnections cuts) {
        return new ConnectionMeters(keeper, cuts);
    }

    @Bean
    SupervisedTimer connectionSweep(ConnectionKeeper keeper, ThreadSupervisor threads) {
        return threads.timer("connection-keeper").every(SWEEP, keeper::endOverdue);
    }

    @Bean
    LenientConnector lenientConnector(ConnectionKeeper keeper, RequestFaults faults,
            ObjectProvider<RequestLeniency> leniency, ObjectProvider<ConnectorFitting> fitting) {
        return new LenientConnector(keeper, faults, leniency.getIfAvailable(() -> RequestLeniency.NONE),
                fitting.getIfAvailable(() -> ConnectorFitting.NONE));
    }

    @Bean
    TomcatProblems tomcatProblems(RequestFaults faults) {
        return new TomcatProblems(_ -> faults.count(HttpFault.OTHER, null));
    }
}
