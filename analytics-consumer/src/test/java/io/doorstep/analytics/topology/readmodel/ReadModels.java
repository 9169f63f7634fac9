package io.doorstep.analytics.topology.readmodel;

import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.ScopeLimits;
import java.util.List;

/** Read models for tests. */
public final class ReadModels {
    private ReadModels() {}

    /** Of a chat service with the usual limits, and of nothing published. */
    public static LearnerReadModel configured() {
        return configured(Limits.DEFAULTS);
    }

    public static LearnerReadModel configured(Limits limits) {
        var readModel = new LearnerReadModel();
        configure(readModel, limits);
        return readModel;
    }

    /** Of a chat service whose settings name scopes. */
    public static LearnerReadModel configured(ScopeLimits... scopes) {
        var readModel = new LearnerReadModel();
        readModel.doors().add(new LimitsConfigured("chat-1", 0, Limits.DEFAULTS, 5, 1000, 8, 1000, 1_800_000,
                List.of(scopes)), 0);
        return readModel;
    }

    /** A door says that it was configured so. */
    public static void configure(LearnerReadModel readModel, Limits limits) {
        readModel.doors().add(new LimitsConfigured("chat-1", 0, limits, 5, 1000, 8, 1000, 1_800_000), 0);
    }
}
