package io.doorstep.chat.ops;

import io.doorstep.chat.kafka.KafkaStatus;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Says whether this instance works as it should, and what does not. Degraded is not down: it goes on serving. */
@Component("doorstep")
class HealthReporter implements HealthIndicator {
    static final String UP = "UP";
    static final String DEGRADED = "DEGRADED";

    private final FailOpenWatch failOpen;
    private final KafkaStatus kafka;

    HealthReporter(FailOpenWatch failOpen, KafkaStatus kafka) {
        this.failOpen = failOpen;
        this.kafka = kafka;
    }

    /** @param reasons in words; empty where all is well */
    record Report(String status, List<String> reasons) {}

    Report report() {
        List<String> reasons = new ArrayList<>();
        failOpen.recent().ifPresent(failure -> reasons
                .add("admission failed open: " + failure.part() + " failed at " + failure.at()));
        if (!kafka.isConnected()) {
            reasons.add("Kafka does not answer: " + kafka.waiting() + " events wait for it");
        }
        return new Report(reasons.isEmpty() ? UP : DEGRADED, reasons);
    }

    @Override
    public Health health() {
        Report report = report();
        return Health.status(new Status(report.status())).withDetail("reasons", report.reasons()).build();
    }
}
