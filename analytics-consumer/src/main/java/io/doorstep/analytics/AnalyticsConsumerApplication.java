package io.doorstep.analytics;

import io.doorstep.support.settings.StrictSettings;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The learner as a process of its own. */
@SpringBootApplication
@EnableConfigurationProperties(AnalyticsSettings.class)
@Import(StrictSettings.class)
public class AnalyticsConsumerApplication {

    public static void main(String[] args) {
        start(args);
    }

    /** Starts it inside this process. Its own settings are in {@code analytics-consumer.yaml}. */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(AnalyticsConsumerApplication.class)
                .properties(Map.of("spring.config.name", "application,analytics-consumer"))
                .run(args);
    }
}
