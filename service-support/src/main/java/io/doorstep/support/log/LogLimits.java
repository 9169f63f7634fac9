package io.doorstep.support.log;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Limits the lines of Kafka and of the web server in every application that has this module, once its logging is set up. */
public final class LogLimits implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        install();
    }

    /** In the whole JVM; twice is once. */
    public static void install() {
        new KafkaLogLimit().install();
        new WebLogLimit().install();
    }
}
