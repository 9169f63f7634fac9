package io.doorstep.system;

import io.doorstep.analytics.AnalyticsConsumerApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The learner as a process of its own, to be killed. */
final class LearnerProcess extends ServiceProcess {

    private LearnerProcess(Path data, KafkaBroker broker, String... settings) throws IOException {
        super(AnalyticsConsumerApplication.class, data, broker, settings);
    }

    /** Returns once it serves. */
    static LearnerProcess start(Path data, KafkaBroker broker, String... settings) throws IOException {
        LearnerProcess started = new LearnerProcess(data, broker, settings);
        started.awaitAnswer("/actuator/health", "\"UP\"", Duration.ofSeconds(90));
        return started;
    }
}
