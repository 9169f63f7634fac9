package io.doorstep.chat.connector;

import io.doorstep.support.connector.ConnectorConfiguration;
import io.doorstep.support.connector.RequestFaults;
import io.doorstep.support.connector.RequestLeniency;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the connector has to know of sockets. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectorConfiguration.class)
class UpgradeConfiguration {

    @Bean
    RequestFaults requestFaults() {
        return new RequestFaults(UpgradeFault.values());
    }

    @Bean
    RequestLeniency requestLeniency() {
        return new UpgradeLeniency();
    }

    @Bean
    DroppedUpgrades droppedUpgrades(RequestFaults faults, InstantSource clock) {
        return new DroppedUpgrades(faults, clock);
    }
}
