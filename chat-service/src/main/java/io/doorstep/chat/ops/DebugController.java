package io.doorstep.chat.ops;

import io.doorstep.chat.admission.OperatorOrders;
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
    private final OperatorOrders orders;

    DebugController(StatusReporter reporter, OperatorOrders orders) {
        this.reporter = reporter;
        this.orders = orders;
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
                ? orders.resetHere(operator.getName(), key)
                : orders.reset(operator.getName(), key);
        return new Reset("Rate limits reset", key == null ? null : key.value(), forgotten);
    }
}
