package io.doorstep.analytics;

import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.events.json.DoorstepJson;
import io.doorstep.support.web.TomcatProblems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** What the parts are given. */
@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

    @Bean
    TopologySettings topologySettings(AnalyticsSettings settings) {
        return settings.topology();
    }

    @Bean
    TomcatProblems tomcatProblems() {
        return new TomcatProblems(_ -> {
            // Nothing of it can be read as an upgrade, so nobody asks how often.
        });
    }

    /** The API speaks the JSON of the events, and problems as RFC 9457 has them. */
    @Bean
    JsonMapper jsonMapper() {
        return DoorstepJson.mapper().rebuild().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();
    }
}
