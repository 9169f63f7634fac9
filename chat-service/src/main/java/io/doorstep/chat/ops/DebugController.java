package io.doorstep.chat.ops;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.status.StatusReport;
import io.doorstep.chat.status.StatusReporter;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Status and reset, for operators. */
@RestController
@RequestMapping("/api/debug")
class DebugController {
    private final StatusReporter reporter;
    private final AdmissionController admission;

    DebugController(StatusReporter reporter, AdmissionController admission) {
        this.reporter = reporter;
        this.admission = admission;
    }

    @GetMapping("/websocket-status")
    StatusReport status() {
        return reporter.report();
    }

    /** @param forgotten limiters whose history is gone */
    record Reset(String message, @Nullable String client, long forgotten) {}

    /**
     * @param client an address such as {@code 192.0.2.1}, or a client key; absent: everybody
     * @param instance {@code this}; absent: all
     */
    @PostMapping("/reset-rate-limits")
    Reset reset(@RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String instance, Principal operator) {
        ClientKey key = client == null ? null : ClientKey.named(client);
        long forgotten = Reach.of(instance) == Reach.THIS
                ? admission.resetHere(operator.getName(), key)
                : admission.reset(operator.getName(), key);
        return new Reset("Rate limits reset", key == null ? null : key.value(), forgotten);
    }
}
