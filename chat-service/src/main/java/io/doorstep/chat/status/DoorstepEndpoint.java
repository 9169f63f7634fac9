package io.doorstep.chat.status;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** The status as an actuator endpoint, for those whose tools speak that. */
@Component
@Endpoint(id = "doorstep")
class DoorstepEndpoint {
    private final StatusReporter reporter;

    DoorstepEndpoint(StatusReporter reporter) {
        this.reporter = reporter;
    }

    @ReadOperation
    StatusReport status() {
        return reporter.report();
    }
}
