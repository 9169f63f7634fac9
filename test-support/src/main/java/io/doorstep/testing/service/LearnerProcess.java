package io.doorstep.testing.service;

import io.doorstep.analytics.AnalyticsConsumerApplication;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Patience;
import java.io.IOException;
import java.nio.file.Path;

/** The learner as a process of its own, to be killed. */
public final class LearnerProcess extends ServiceProcess {

    private LearnerProcess(Path data, KafkaBroker broker, String... settings) throws IOException {
        super(AnalyticsConsumerApplication.class, data, broker, settings);
    }

    /** Returns once it serves. */
    public static LearnerProcess start(Path data, KafkaBroker broker, String... settings) throws IOException {
        LearnerProcess started = new LearnerProcess(data, broker, settings);
        started.awaitAnswer("/actuator/health", "\"UP\"", Patience.START);
        return started;
    }
}
