package io.doorstep.chat.connector;

import io.doorstep.chat.client.ClientResolver;
import io.doorstep.support.web.TomcatProblems;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the connector together. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    @Bean
    RequestFaults requestFaults(InstantSource clock) {
        return new RequestFaults(clock);
    }

    @Bean
    CutConnections cutConnections(InstantSource clock) {
        return new CutConnections(clock);
    }

    @Bean
    ConnectionKeeper connectionKeeper(ConnectionBounds bounds, CutConnections cuts, ClientResolver clients) {
        return new ConnectionKeeper(bounds, cuts, clients::trusts);
    }

    @Bean
    ConnectionSweep connectionSweep(ConnectionKeeper keeper) {
        return new ConnectionSweep(keeper);
    }

    @Bean
    DoorConnector doorConnector(ConnectionKeeper keeper, RequestFaults faults) {
        return new DoorConnector(keeper, faults);
    }

    @Bean
    TomcatProblems tomcatProblems(RequestFaults faults) {
        return new TomcatProblems(_ -> faults.count(RequestFault.OTHER, null));
    }
}
