package io.doorstep.chat.status;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health, for everybody. */
@RestController
class HealthController {
    private final HealthReporter reporter;

    HealthController(HealthReporter reporter) {
        this.reporter = reporter;
    }

    @GetMapping("/api/health")
    HealthReporter.Report health() {
        return reporter.report();
    }
}
