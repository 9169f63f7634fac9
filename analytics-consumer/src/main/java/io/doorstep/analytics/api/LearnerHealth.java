package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.status.LearnerStatus;
import io.doorstep.support.connections.CutConnections;
import io.doorstep.support.forwarding.TrustedProxies;
import java.util.ArrayList;
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
    private final CutConnections cuts;
    private final TrustedProxies proxies;

    LearnerHealth(LearnerStatus status, CutConnections cuts, TrustedProxies proxies) {
        this.status = status;
        this.cuts = cuts;
        this.proxies = proxies;
    }

    @Override
    public Health health() {
        List<String> reasons = new ArrayList<>(status.reasons());
        cuts.trouble().ifPresent(reasons::add);
        Health.Builder health = !status.isLearning()
                ? Health.down()
                : reasons.isEmpty() ? Health.up() : Health.status(DEGRADED);
        status.note().ifPresent(reasons::add);
        reasons.addAll(proxies.unreadable().sentences());
        return health.withDetail("state", status.state())
                .withDetail("kafka_reachable", status.isKafkaReachable())
                .withDetail("rules", status.ruleModes())
                .withDetail("reasons", reasons)
                .build();
    }
}
