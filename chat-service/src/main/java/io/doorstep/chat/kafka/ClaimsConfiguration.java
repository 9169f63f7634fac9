package io.doorstep.chat.kafka;

import io.doorstep.chat.admission.OrdersElsewhere;
import io.doorstep.chat.claims.Claims;
import io.doorstep.chat.kafka.claims.ClaimsMaintenance;
import io.doorstep.chat.kafka.claims.ClaimsOn;
import io.doorstep.chat.kafka.claims.ClaimsSender;
import io.doorstep.chat.kafka.follow.ClaimsFeed;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.TopicFollower;
import io.doorstep.support.kafka.TopicKeeper;
import io.doorstep.support.kafka.clients.KafkaClients;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Puts the log of claims together, where all instances share one limit. */
@Configuration(proxyBeanMethods = false)
@Conditional(ClaimsOn.class)
class ClaimsConfiguration {

    @Bean
    ClaimsSender claimsSender(KafkaClients clients, TopicKeeper keeper, ThreadSupervisor threads) {
        Supplier<Producer<String, byte[]>> make = clients.producers("claims",
                KafkaConfiguration.lasting(Duration.ZERO), StringSerializer::new, ByteArraySerializer::new);
        return new ClaimsSender(() -> {
            if (!keeper.seen().has(Topic.CLAIMS)) {
                return Optional.empty();
            }
            Producer<String, byte[]> made = make.get();
            KafkaConfiguration.knowing(made, Topic.CLAIMS);
            return Optional.of(made);
        }, threads);
    }

    @Bean
    ClaimsMaintenance claimsMaintenance(Claims claims, EffectiveLimits limits, ThreadSupervisor threads) {
        return new ClaimsMaintenance(claims, limits.configured().connectionRate().window(),
                limits.configured().sessionCreation().window(), threads);
    }

    @Bean
    ClaimsFeed claimsFeed(Claims claims, @Qualifier("instance") String instance, OrdersElsewhere orders) {
        return new ClaimsFeed(claims, instance, orders);
    }

    @Bean
    TopicFollower claimsFollower(KafkaClients clients, TopicKeeper keeper, ClaimsFeed feed, ThreadSupervisor threads) {
        Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte @Nullable []>> consumers = clients
                .followers(Topic.CLAIMS.topicName(), ByteArrayDeserializer::new);
        return new TopicFollower(Topic.CLAIMS.topicName(), Map.of(Topic.CLAIMS, Long.MAX_VALUE), keeper, consumers,
                feed, threads);
    }
}
