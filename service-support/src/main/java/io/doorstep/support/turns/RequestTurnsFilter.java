package io.doorstep.support.turns;

import inet.ipaddr.IPAddress;
import io.doorstep.support.forwarding.AddressPrefix;
import io.doorstep.support.forwarding.Addresses;
import io.doorstep.support.forwarding.TrustedProxies;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Delays requests that come faster than their {@link RequestPace}, and hands all to the {@link RequestWorkers}. */
final class RequestTurnsFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient TrustedProxies proxies;
    private final transient RequestPace pace;
    private final transient RequestWorkers workers;

    RequestTurnsFilter(TrustedProxies proxies, RequestPace pace, RequestWorkers workers) {
        this.proxies = proxies;
        this.pace = pace;
        this.workers = workers;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<IPAddress> caller = callerOf(request);
        String client = caller.map(AddressPrefix::clientOf).orElse(AddressPrefix.UNKNOWN).toString();
        if (caller.filter(proxies::include).isEmpty()) {
            await(pace.waitOf(client));
        }
        try {
            workers.run(client, () -> chain.doFilter(request, response));
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Behind a trusted proxy, the client that it names; the proxy itself where it names none. */
    private Optional<IPAddress> callerOf(HttpServletRequest request) {
        List<String> forwarded = Collections.list(request.getHeaders(proxies.header().headerName()));
        return Addresses.read(request.getRemoteAddr()).map(peer -> proxies.callerOf(peer, forwarded));
    }
}
