package io.doorstep.chat;

import io.doorstep.support.threads.ThreadSupervisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one supervisor of all background work. */
@Configuration(proxyBeanMethods = false)
class SupervisionConfiguration {

    @Bean
    ThreadSupervisor threadSupervisor() {
        return new ThreadSupervisor();
    }
}
