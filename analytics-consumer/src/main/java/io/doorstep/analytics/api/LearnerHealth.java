package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.LearnerStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while events are being learned from: the streams run and Kafka answers. */
@Component("learner")
class LearnerHealth implements HealthIndicator {
    private final LearnerStatus status;

    LearnerHealth(LearnerStatus status) {
        this.status = status;
    }

    @Override
    public Health health() {
        boolean learning = status.isKafkaReachable() && status.state().equals("RUNNING");
        return (learning ? Health.up() : Health.down())
                .withDetail("state", status.state())
                .withDetail("kafka_reachable", status.isKafkaReachable())
                .build();
    }
}
