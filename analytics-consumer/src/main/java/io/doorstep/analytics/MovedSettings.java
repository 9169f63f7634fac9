package io.doorstep.analytics;

import io.doorstep.events.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says at the start that limits among the learner's settings do nothing. They do not stop it: both services may share an
 * environment.
 */
@Component
final class MovedSettings implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(MovedSettings.class);
    private static final Bindable<?> GROUP = Bindable.mapOf(String.class, Object.class);

    private final Environment environment;

    MovedSettings(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void afterPropertiesSet() {
        found(environment).forEach(group -> LOG.info("{}.* are settings of the chat service: the learner reads them on"
                + " {}, where the chat service publishes them, and takes none of its own", group,
                Topic.CONFIGURATION.topicName()));
    }

    static List<String> found(Environment environment) {
        Binder binder = Binder.get(environment);
        return Stream.of("doorstep.limits", "doorstep.pool").filter(group -> binder.bind(group, GROUP).isBound())
                .toList();
    }
}
