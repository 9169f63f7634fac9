package io.doorstep.analytics;

import io.doorstep.analytics.api.commands.ClientNames;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.events.json.DoorstepJson;
import io.doorstep.support.connections.ConnectionBounds;
import io.doorstep.support.connector.ConnectorConfiguration;
import io.doorstep.support.connector.RequestFaults;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.turns.RequestPace;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** What the parts are given. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectorConfiguration.class)
class AnalyticsConfiguration {

    @Bean
    TopologySettings topologySettings(AnalyticsSettings settings) {
        return settings.topology();
    }

    @Bean
    ClientNames clientNames(AnalyticsSettings settings) {
        return new KeyedNames(Objects.requireNonNull(settings.secret(), "it was validated"));
    }

    @Bean
    TrustedProxies trustedProxies(AnalyticsSettings settings) {
        return new TrustedProxies(settings.trustedProxies(), settings.forwardedHeader());
    }

    @Bean
    RequestPace requestPace(AnalyticsSettings settings) {
        return new RequestPace(settings.requests().perSecond());
    }

    @Bean
    ConnectionBounds connectionBounds(AnalyticsSettings settings) {
        return settings.requests().bounds();
    }

    @Bean
    RequestFaults requestFaults() {
        return new RequestFaults();
    }

    /** The API speaks the JSON of the events, and problems as RFC 9457 has them. */
    @Bean
    JsonMapper jsonMapper() {
        return DoorstepJson.mapper().rebuild().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();
    }
}
