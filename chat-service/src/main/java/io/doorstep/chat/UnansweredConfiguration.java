package io.doorstep.chat;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.settings.DoorstepSettings;
import io.doorstep.chat.unanswered.UnansweredWatch;
import io.doorstep.chat.unanswered.UnansweredWebhook;
import io.doorstep.chat.unanswered.UntoldWaits;
import io.doorstep.chat.webhook.WebhookSender;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Makes what looks after conversations that nobody answers. */
@Configuration(proxyBeanMethods = false)
class UnansweredConfiguration {

    /** Whether there is a webhook: {@code doorstep.unanswered.webhook}. */
    private static final class WebhookSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty("doorstep.unanswered.webhook", "").isBlank();
        }
    }

    @Bean
    UntoldWaits untoldWaits(DoorstepSettings settings) {
        return settings.unanswered().after().isZero() ? UntoldWaits.none() : new UntoldWaits();
    }

    @Bean
    UnansweredWatch unansweredWatch(UntoldWaits waits, Conversations conversations, Desk desk, MessageLog log,
            @Qualifier("instance") String instance, DoorstepSettings settings, InstantSource clock,
            ThreadSupervisor threads) {
        return new UnansweredWatch(waits, conversations, desk, log, instance, settings.unanswered().after(), clock,
                threads);
    }

    @Bean
    @Conditional(WebhookSet.class)
    WebhookSender unansweredWebhookSender(DoorstepSettings settings, InstantSource clock, ThreadSupervisor threads) {
        return new WebhookSender(settings.unanswered().target().orElseThrow(), clock, threads);
    }

    @Bean
    @Conditional(WebhookSet.class)
    UnansweredWebhook unansweredWebhook(@Qualifier("instance") String instance, WebhookSender sender) {
        return new UnansweredWebhook(instance, sender::tell);
    }
}
