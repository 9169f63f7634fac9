package io.doorstep.support.connector;

import org.apache.coyote.http11.AbstractHttp11Protocol;

/** What a service sets on its connector, after Boot has set what {@code server} says. */
@FunctionalInterface
public interface ConnectorFitting {
    ConnectorFitting NONE = _ -> {};

    void fit(AbstractHttp11Protocol<?> protocol);
}
