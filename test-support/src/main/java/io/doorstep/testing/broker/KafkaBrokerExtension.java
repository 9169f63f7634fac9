package io.doorstep.testing.broker;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real broker: a parameter of type {@link KafkaBroker} is the shared one, started when first asked for and
 * stopped after the last test; one of type {@link StoppableBroker} belongs to the test, or to the class where its
 * constructor or a {@code @BeforeAll} method takes it.
 */
public final class KafkaBrokerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KafkaBrokerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KafkaBroker.class || type == StoppableBroker.class;
    }

    @Override
    public KafkaBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaBroker.class
                ? context.getRoot().getStore(NAMESPACE)
                        .computeIfAbsent(SharedBroker.class, _ -> SharedBroker.start(), SharedBroker.class)
                : context.getStore(NAMESPACE)
                        .computeIfAbsent(parameter.getParameter(), _ -> new StoppableBroker(), StoppableBroker.class);
    }
}
