package io.doorstep.support.log;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Limits the web server's log lines in every application that has this module, once its logging has been set up. */
final class WebLogLimitInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        WebLogLimit.install();
    }
}
