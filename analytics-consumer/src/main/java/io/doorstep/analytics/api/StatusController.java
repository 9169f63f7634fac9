package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.status.LearnerStatus;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the learner is doing. */
@RestController
class StatusController {
    private final LearnerStatus status;

    StatusController(LearnerStatus status) {
        this.status = status;
    }

    /**
     * @param state of the streams: {@code WAITING} for Kafka, {@code REBALANCING}, {@code RUNNING}, …
     * @param windows closed since the start
     * @param late events left out since the start, because they came after their window was closed or are too old
     * @param ahead events since the start whose time was ahead of this machine's clock, and which count as of now
     * @param unreadable records passed to the dead letters since the start
     * @param reasons what is wrong, or was a moment ago, in words; empty where nothing is
     */
    record Status(String state, boolean kafkaReachable, String tuningMode, long windowMs, long windows, long late,
            long ahead, long unreadable, List<String> reasons) {}

    @GetMapping("/api/status")
    Status status() {
        return new Status(status.state(), status.isKafkaReachable(), status.mode().name().toLowerCase(Locale.ROOT),
                status.window().toMillis(), status.windows(), status.late(), status.ahead(),
                status.unreadable(), status.reasons());
    }
}
