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

    /** Returns at once. */
    public static LearnerProcess begin(Path data, KafkaBroker broker, String... settings) throws IOException {
        return new LearnerProcess(data, broker, settings);
    }

    /** Returns once all is well with it. */
    public static LearnerProcess start(Path data, KafkaBroker broker, String... settings) throws IOException {
        LearnerProcess started = begin(data, broker, settings);
        started.awaitAnswer("/actuator/health", "\"UP\"", Patience.START);
        return started;
    }
}
