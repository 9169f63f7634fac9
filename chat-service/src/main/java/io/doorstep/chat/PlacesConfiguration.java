package io.doorstep.chat;

import io.doorstep.chat.places.DatabasePlaces;
import io.doorstep.chat.places.DatabaseWatch;
import io.doorstep.chat.places.Places;
import io.doorstep.chat.settings.DoorstepSettings;
import io.doorstep.chat.settings.GeoSettings;
import io.doorstep.support.threads.ThreadSupervisor;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Makes what knows in which country clients are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GeoSettings.class)
class PlacesConfiguration {

    /** Whether there is a database: {@code doorstep.geo.database}. */
    private static final class DatabaseSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty("doorstep.geo.database", "").isBlank();
        }
    }

    /** No database: the header of a proxy, or nobody asks. */
    private static final class NoDatabase implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !new DatabaseSet().matches(context, metadata);
        }
    }

    @Bean
    @Conditional(DatabaseSet.class)
    DatabasePlaces databasePlaces(GeoSettings settings, InstantSource clock) {
        DatabasePlaces places = new DatabasePlaces(Path.of(settings.database()), settings.maxAge(), clock);
        places.look();
        return places;
    }

    @Bean
    @Conditional(DatabaseSet.class)
    DatabaseWatch databaseWatch(DatabasePlaces places, ThreadSupervisor threads) {
        return new DatabaseWatch(places, threads);
    }

    @Bean
    @Conditional(NoDatabase.class)
    Places places(GeoSettings settings, DoorstepSettings service) {
        settings.requireProxies(service.trustedProxies());
        return settings.header().isEmpty() ? Places.NONE : Places.ofHeader(settings.header());
    }
}
