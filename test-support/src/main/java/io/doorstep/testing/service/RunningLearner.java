package io.doorstep.testing.service;

import io.doorstep.analytics.AnalyticsConsumerApplication;
import io.doorstep.testing.broker.KafkaBroker;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The learner on a free port, in this JVM, with windows of two seconds. */
public final class RunningLearner {
    private RunningLearner() {}

    public static ConfigurableApplicationContext start(KafkaBroker broker, Path data) {
        return start(data, RunningChat.at(broker));
    }

    public static ConfigurableApplicationContext start(Path data, String... settings) {
        Stream<String> all = Stream.concat(Stream.of("server.port=0", "server.address=127.0.0.1",
                "doorstep.secret=" + RunningChat.SECRET, "doorstep.operator.password=test", "doorstep.data-dir=" + data,
                "doorstep.tuning.window=2s", "spring.main.banner-mode=off", "logging.level.root=warn"),
                Stream.of(settings));
        return AnalyticsConsumerApplication.start(all.map(setting -> "--" + setting).toArray(String[]::new));
    }
}
