package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.LearnerStatus;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Up while events are being learned from: the streams run and Kafka answers. {@code DEGRADED} where something is wrong
 * beside that, or was a moment ago; down otherwise. Says why.
 */
@Component("learner")
class LearnerHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final LearnerStatus status;

    LearnerHealth(LearnerStatus status) {
        this.status = status;
    }

    @Override
    public Health health() {
        List<String> reasons = status.reasons();
        Health.Builder health = !status.isLearning()
                ? Health.down()
                : reasons.isEmpty() ? Health.up() : Health.status(DEGRADED);
        return health.withDetail("state", status.state())
                .withDetail("kafka_reachable", status.isKafkaReachable())
                .withDetail("reasons", reasons)
                .build();
    }
}
