package io.doorstep.chat.kafka.claims;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether all instances share one limit: {@code doorstep.claims}, which is {@code off} unless it is set. */
public final class ClaimsOn implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment().getProperty("doorstep.claims", Boolean.class, false);
    }
}
