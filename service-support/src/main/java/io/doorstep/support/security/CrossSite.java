package io.doorstep.support.security;

import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.origin.OwnOrigins;
import io.doorstep.support.origin.WebOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Tells requests that another site's page made the browser send: by {@code Origin}, which browsers send with every request
 * that may change something, and by {@code Sec-Fetch-Site}, which they leave out on plain HTTP. Who sends neither is no
 * browser.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
public final class CrossSite {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String TLS_PORT = ":443";

    private final Function<HttpServletRequest, OwnOrigins> own;

    /** Of a service whose own origins are its host's and those that trusted proxies were asked for. */
    public static CrossSite behind(TrustedProxies proxies) {
        return new CrossSite(request -> new OwnOrigins(request.getHeader(HttpHeaders.HOST), proxies.hosts(
                request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)))));
    }

    /** @param own the origins that are ours, as a request tells */
    CrossSite(Function<HttpServletRequest, OwnOrigins> own) {
        this.own = own;
    }

    /** Those from elsewhere that do not only read. */
    public boolean wouldChangeSomething(HttpServletRequest request) {
        return !isReading(request) && (isFetchedByAnotherSite(request) || hasForeignOrigin(request));
    }

    static boolean isReading(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    private static boolean isFetchedByAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private boolean hasForeignOrigin(HttpServletRequest request) {
        String written = request.getHeader(HttpHeaders.ORIGIN);
        if (written == null) {
            return false;
        }
        Optional<WebOrigin> origin = WebOrigin.parse(written);
        return origin.isEmpty() || !isOurs(origin.get(), request);
    }

    private boolean isOurs(WebOrigin origin, HttpServletRequest request) {
        OwnOrigins ours = own.apply(request);
        return ours.includes(origin) && (schemeFits(origin, request) || isToldByProxy(origin, ours));
    }

    private static boolean isToldByProxy(WebOrigin origin, OwnOrigins ours) {
        return new OwnOrigins(null, ours.forwarded()).includes(origin);
    }

    /**
     * Where TLS ends here, or at a proxy that says so, the page came by it. A proxy that says nothing may have ended it
     * where the host has no port, or that of TLS; with any other port, it was asked for as it came.
     */
    private static boolean schemeFits(WebOrigin origin, HttpServletRequest request) {
        return origin.scheme().equals(request.getScheme())
                || (origin.scheme().equals("https") && mayHaveEndedTls(request.getHeader(HttpHeaders.HOST)));
    }

    private static boolean mayHaveEndedTls(@Nullable String host) {
        return host != null && (host.endsWith(TLS_PORT) || host.indexOf(':', host.indexOf(']') + 1) < 0);
    }
}
