package io.doorstep.chat.status;

import io.doorstep.chat.unanswered.UnansweredWatch;
import io.doorstep.chat.webhook.WebhookSender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Shows as meters what was said of conversations that nobody answers, and how the webhook is doing. */
@Component
class UnansweredMeters implements MeterBinder {
    private final UnansweredWatch watch;
    private final Optional<WebhookSender> webhook;

    UnansweredMeters(UnansweredWatch watch, Optional<WebhookSender> webhook) {
        this.watch = watch;
        this.webhook = webhook;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("doorstep.unanswered", watch, UnansweredWatch::said).tag("outcome", "said")
                .description("conversations that wait for long").register(registry);
        FunctionCounter.builder("doorstep.unanswered", watch, UnansweredWatch::passedOver)
                .tag("outcome", "passed_over").description("conversations that wait for long").register(registry);
        webhook.ifPresent(sender -> bind(sender, registry));
    }

    private static void bind(WebhookSender sender, MeterRegistry registry) {
        count(sender, registry, "taken", WebhookSender::taken);
        count(sender, registry, "retried", WebhookSender::retried);
        count(sender, registry, "given_up", WebhookSender::givenUp);
        count(sender, registry, "dropped", WebhookSender::dropped);
        Gauge.builder("doorstep.webhook.pending", sender, WebhookSender::pending)
                .description("messages that wait for a call").register(registry);
    }

    private static void count(WebhookSender sender, MeterRegistry registry, String outcome,
            ToDoubleFunction<WebhookSender> count) {
        FunctionCounter.builder("doorstep.webhook", sender, count).tag("outcome", outcome)
                .description("what became of calls and messages").register(registry);
    }
}
