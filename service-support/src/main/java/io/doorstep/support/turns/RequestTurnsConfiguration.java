package io.doorstep.support.turns;

import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Lets the requests of a service take turns, on at least two threads, at its {@link RequestPace}. To be imported by it. */
@Configuration(proxyBeanMethods = false)
public class RequestTurnsConfiguration {
    private static final int LEAST_WORKERS = 2;
    private static final Duration PATIENCE = Duration.ofMillis(250);

    @Bean
    RequestWorkers requestWorkers(ThreadSupervisor threads) {
        return new RequestWorkers(threads, Math.max(LEAST_WORKERS, Runtime.getRuntime().availableProcessors()),
                PATIENCE);
    }

    /** After what takes the upgrades out and what answers for failures, and before what does any work. */
    @Bean
    FilterRegistrationBean<RequestTurnsFilter> requestTurns(TrustedProxies proxies, RequestPace pace,
            RequestWorkers workers) {
        var registration = new FilterRegistrationBean<>(new RequestTurnsFilter(proxies, pace, workers));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return registration;
    }
}
