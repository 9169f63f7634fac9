package io.doorstep.support.kafka.clients;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** Kafka's clients and their meters; to be imported by a service. */
@Configuration(proxyBeanMethods = false)
public class ClientsConfiguration {

    @Bean
    KafkaClients kafkaClients(ProducerFactory<?, ?> producers, ConsumerFactory<?, ?> consumers, KafkaAdmin admin,
            @Value("${spring.application.name}") String application) {
        return new KafkaClients(producers, consumers, admin, application);
    }

    /** Static, so that it is there before the first meter. */
    @Bean
    static MeterFilter kafkaMeters() {
        return new KafkaMeters();
    }
}
