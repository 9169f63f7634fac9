package io.doorstep.support.web;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What stands around all else that answers requests. */
@Configuration(proxyBeanMethods = false)
public class WebGuardConfiguration {

    @Bean
    FilterRegistrationBean<LastResortFilter> lastResort() {
        var registration = new FilterRegistrationBean<>(new LastResortFilter());
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}
