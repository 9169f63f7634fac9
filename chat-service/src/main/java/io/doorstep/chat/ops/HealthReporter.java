package io.doorstep.chat.ops;

import io.doorstep.chat.kafka.KafkaStatus;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.Limiters;
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
    private final LimitBook book;
    private final Limiters limiters;

    HealthReporter(FailOpenWatch failOpen, KafkaStatus kafka, LimitBook book, Limiters limiters) {
        this.failOpen = failOpen;
        this.kafka = kafka;
        this.book = book;
        this.limiters = limiters;
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
        if (limiters.size() >= limiters.capacity()) {
            reasons.add("all " + limiters.capacity() + " limiters are in use: newcomers share one with their network");
        }
        book.override().off().forEach((limit, by) -> reasons.add("the " + OperatorLog.inWords(limit)
                + " limiter has been switched off by an operator since " + by.since()));
        return new Report(reasons.isEmpty() ? UP : DEGRADED, reasons);
    }

    @Override
    public Health health() {
        Report report = report();
        return Health.status(new Status(report.status())).withDetail("reasons", report.reasons()).build();
    }
}
