package io.doorstep.support.origin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The origins of pages that came from this service, as one request tells them: those of the host it names, by whatever
 * scheme, since a proxy may end TLS; and those that trusted proxies were asked for.
 *
 * @param host the {@code Host} header
 * @param forwarded what trusted proxies say; empty where there are none
 */
public record OwnOrigins(@Nullable String host, List<ForwardedHost> forwarded) {

    /** Of a request that comes through no trusted proxy. */
    public static OwnOrigins of(@Nullable String host) {
        return new OwnOrigins(host, List.of());
    }

    public boolean includes(WebOrigin origin) {
        return (host != null && origin.isOf(host)) || forwarded.stream().anyMatch(proxied -> proxied.isOf(origin));
    }
}
