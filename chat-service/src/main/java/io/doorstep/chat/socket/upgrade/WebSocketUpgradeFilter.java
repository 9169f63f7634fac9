package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.connector.DroppedUpgrades;
import io.doorstep.chat.connector.RawTarget;
import io.doorstep.chat.connector.UpgradeFault;
import io.doorstep.chat.socket.tomcat.CloseSupervisor;
import io.doorstep.support.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.standard.StandardWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.server.standard.ServerEndpointRegistration;

/**
 * Stands before everything else and upgrades whoever comes to the sockets' path: nothing that would refuse with a bare
 * error gets to see them, and a flood meets as little as possible. Those whom the budget for explanations leaves out are
 * told so with a 503, the only refusal without a frame.
 */
public final class WebSocketUpgradeFilter extends HttpFilter {
    private static final long SHED_RETRY_MS = 5_000;
    private static final long SHED_SPREAD_MS = 5_000;
    private static final Pattern PASS = Pattern.compile("(?:^|&)pass=([\\w-]{1,64})(?:&|$)");
    private static final Problem SHED = new Problem(HttpStatus.SERVICE_UNAVAILABLE.value(),
            "Too many attempts of this network are being refused to explain each");

    private final transient SocketEndpoint socketEndpoint;
    private final transient CloseSupervisor closer;
    private final transient AdmissionController admission;
    private final transient WebSocketHandler handler;
    private final transient DroppedUpgrades faults;

    public WebSocketUpgradeFilter(SocketEndpoint socketEndpoint, CloseSupervisor closer, AdmissionController admission,
            WebSocketHandler handler,
            DroppedUpgrades faults) {
        this.socketEndpoint = socketEndpoint;
        this.closer = closer;
        this.admission = admission;
        this.handler = handler;
        this.faults = faults;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = RawTarget.of(request);
        if (!socketEndpoint.isFor(path)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<UpgradeFault> fault = Handshake.fault(request);
        if (fault.isPresent() && fault.get() == UpgradeFault.NO_UPGRADE && !socketEndpoint.isKnown(path)) {
            chain.doFilter(request, response);
            return;
        }
        if (fault.isPresent()) {
            refuse(request, response, fault.get());
            return;
        }
        SocketEndpoint.Wanted wanted = socketEndpoint.read(request, path);
        if (closer.hasRoomFor(wanted.attempt().client())) {
            accept(request, response, wanted);
        } else {
            shed(response, wanted.attempt().client());
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, UpgradeFault fault)
            throws IOException {
        faults.count(fault, request.getRemoteAddr());
        response.setHeader(HttpHeaders.UPGRADE, "websocket");
        response.setHeader(HttpHeaders.CONNECTION, "Upgrade");
        response.setHeader("Sec-WebSocket-Version", "13");
        if (fault == UpgradeFault.METHOD) {
            response.setHeader(HttpHeaders.ALLOW, "GET");
        }
        answer(response, fault.problem(), Problem.isForPeople(request.getHeader(HttpHeaders.ACCEPT)));
    }

    private void accept(HttpServletRequest request, HttpServletResponse response, SocketEndpoint.Wanted wanted)
            throws ServletException, IOException {
        var session = new StandardWebSocketSession(null, null, null, null);
        var endpoint = new ServerEndpointRegistration(Upgrade.PATH,
                new StandardWebSocketHandlerAdapter(handler, session));
        var wired = new UpgradeRequestWrapper(request,
                wire -> new UpgradeContext(wanted.attempt(), wanted.caller(), passIn(request.getQueryString()), wire)
                        .in(session.getAttributes()));
        try {
            container(request).upgradeHttpToWebSocket(wired, response, endpoint, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    /** Read as it was written: a query that cannot be decoded is no reason to turn anybody away. */
    private static @Nullable String passIn(@Nullable String query) {
        Matcher pass = PASS.matcher(query == null ? "" : query);
        return pass.find() ? pass.group(1) : null;
    }

    private static ServerContainer container(HttpServletRequest request) {
        if (request.getServletContext()
                .getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container) {
            return container;
        }
        throw new IllegalStateException("the servlet container has no WebSockets");
    }

    private void shed(HttpServletResponse response, Client client) throws IOException {
        long retryAfterMs = SHED_RETRY_MS + ThreadLocalRandom.current().nextLong(SHED_SPREAD_MS);
        admission.shed(client.key().prefix().value(), retryAfterMs);
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.ceilDiv(retryAfterMs, 1000L)));
        response.setHeader(HttpHeaders.CONNECTION, "close");
        answer(response, SHED, false);
    }

    private static void answer(HttpServletResponse response, Problem problem, boolean people) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(problem.contentType(people));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        response.getOutputStream().write(problem.body(people).getBytes(StandardCharsets.UTF_8));
    }
}
