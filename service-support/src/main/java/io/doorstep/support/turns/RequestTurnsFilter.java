package io.doorstep.support.turns;

import inet.ipaddr.IPAddress;
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
import java.util.concurrent.TimeUnit;

/** Has requests come at their {@link RequestPace}, and hands them to the {@link RequestWorkers}, so that clients take turns. */
final class RequestTurnsFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final int IPV6_CLIENT = 64;

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
        String client = clientOf(request);
        if (!proxies.include(client)) {
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

    /** An IPv4 address, or the /64 of an IPv6 address; behind a trusted proxy, of the client there. */
    private String clientOf(HttpServletRequest request) {
        List<String> forwarded = Collections.list(request.getHeaders(proxies.header().headerName()));
        return Addresses.read(request.getRemoteAddr()).map(peer -> proxies.callerOf(peer, forwarded))
                .map(client -> client.isIPv6() ? client.toPrefixBlock(IPV6_CLIENT) : client)
                .map(IPAddress::toCanonicalString).orElse("");
    }
}
