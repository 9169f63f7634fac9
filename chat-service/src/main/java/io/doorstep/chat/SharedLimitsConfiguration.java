package io.doorstep.chat;

import io.doorstep.chat.admission.OrdersElsewhere;
import io.doorstep.chat.admission.SharedLimits;
import io.doorstep.chat.claims.Claims;
import io.doorstep.chat.client.ClientNames;
import io.doorstep.chat.kafka.claims.ClaimsOn;
import io.doorstep.chat.kafka.claims.ClaimsSender;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.settings.DoorstepSettings;
import io.doorstep.events.Topic;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Makes the one limit of all instances, where they share one. */
@Configuration(proxyBeanMethods = false)
@Conditional(ClaimsOn.class)
class SharedLimitsConfiguration {

    @Bean
    Claims claims(@Qualifier("instance") String instance, DoorstepSettings settings, ClaimsSender sender,
            InstantSource clock, ThreadSupervisor threads) {
        return new Claims(instance, Topic.CLAIMS.partitions(), settings.limits().maxTracked(), sender,
                neverBack(clock), threads.virtualThreads("claims-answer"));
    }

    /** Where the clock begins, and then as long as it has run. */
    private static LongSupplier neverBack(InstantSource clock) {
        long began = clock.millis();
        long nanos = System.nanoTime();
        return () -> began + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @Bean
    SharedLimits sharedLimits(Claims claims, ClientNames names) {
        return new SharedLimits(claims, names);
    }

    @Bean
    OrdersElsewhere ordersElsewhere(Claims claims, ClientNames names, Limiters limiters, EffectiveLimits limits) {
        return new OrdersElsewhere(claims, names, limiters, limits);
    }
}
