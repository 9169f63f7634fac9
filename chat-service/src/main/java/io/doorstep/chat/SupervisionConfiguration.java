package io.doorstep.chat;

import io.doorstep.support.threads.CarrierWatch;
import io.doorstep.support.threads.ThreadSupervisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one supervisor of all background work, and the watch over virtual threads. */
@Configuration(proxyBeanMethods = false)
class SupervisionConfiguration {

    @Bean
    ThreadSupervisor threadSupervisor() {
        return new ThreadSupervisor();
    }

    @Bean
    CarrierWatch carrierWatch(ThreadSupervisor threads) {
        return new CarrierWatch(threads);
    }
}
