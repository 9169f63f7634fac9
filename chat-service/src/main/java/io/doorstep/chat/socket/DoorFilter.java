package io.doorstep.chat.socket;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.client.Client;
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
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.standard.StandardWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.server.standard.ServerEndpointRegistration;

/**
 * Stands before everything else and upgrades whoever comes to the sockets' path: nothing that would refuse with a bare
 * error gets to see them, and a flood meets as little as possible. Those whom the budget for explanations leaves out are
 * told so with a 503, the only refusal without a frame.
 */
final class DoorFilter extends HttpFilter {
    private static final long SHED_RETRY_MS = 5_000;
    private static final long SHED_SPREAD_MS = 5_000;

    private final transient Entrance entrance;
    private final transient Closer closer;
    private final transient AdmissionController admission;
    private final transient WebSocketHandler handler;

    DoorFilter(Entrance entrance, Closer closer, AdmissionController admission, WebSocketHandler handler) {
        this.entrance = entrance;
        this.closer = closer;
        this.admission = admission;
        this.handler = handler;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!entrance.isFor(path)) {
            chain.doFilter(request, response);
        } else if (!isUpgrade(request)) {
            response.setHeader(HttpHeaders.UPGRADE, "websocket");
            response.setHeader(HttpHeaders.CONNECTION, "Upgrade");
            answer(response, HttpStatus.UPGRADE_REQUIRED, "This is the address of a WebSocket");
        } else {
            Entrance.Wanted wanted = entrance.read(request, path);
            if (closer.hasRoomFor(wanted.attempt().client())) {
                accept(request, response, wanted);
            } else {
                shed(response, wanted.attempt().client());
            }
        }
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private void accept(HttpServletRequest request, HttpServletResponse response, Entrance.Wanted wanted)
            throws ServletException, IOException {
        var session = new StandardWebSocketSession(null, null, null, null);
        var endpoint = new ServerEndpointRegistration(Upgrade.PATH,
                new StandardWebSocketHandlerAdapter(handler, session));
        var wired = new WiredRequest(request,
                wire -> new Opening(wanted.attempt(), wanted.caller(), wire).in(session.getAttributes()));
        try {
            container(request).upgradeHttpToWebSocket(wired, response, endpoint, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
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
        answer(response, HttpStatus.SERVICE_UNAVAILABLE,
                "Too many attempts of this network are being refused to explain each");
    }

    private static void answer(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        String problem = "{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase()
                + "\",\"status\":" + status.value() + ",\"detail\":\"" + detail + "\"}";
        response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
    }
}
