package io.doorstep.chat.socket;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.WellFormed;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.ForwardedHeader;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.SessionTicket;
import io.doorstep.chat.client.SessionTickets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Reads from the upgrade request who tries to open what. It lets every upgrade through: the door explains, later. */
final class Upgrade implements HandshakeInterceptor {
    static final String PATH = "/ws/chat/customer/";
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    private static final String ATTEMPT = Attempt.class.getName();
    private static final String TICKET = SessionTicket.class.getName();

    private final ClientResolver clients;
    private final ProxyWatch proxies;
    private final SessionTickets tickets;

    Upgrade(ClientResolver clients, ProxyWatch proxies, SessionTickets tickets) {
        this.clients = clients;
        this.proxies = proxies;
        this.tickets = tickets;
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        List<String> ids = ids(request.getURI().getRawPath());
        String productId = ids.get(0);
        String sessionId = ids.get(1);
        Optional<SessionTicket> ticket = WellFormed.isId(sessionId)
                ? tickets.read(productId, sessionId, Instant.now())
                : Optional.empty();
        HttpHeaders headers = request.getHeaders();
        String peer = request.getRemoteAddress().getAddress().getHostAddress();
        proxies.onAttempt(peer, ForwardedHeader.isIn(headers::containsHeader), System.currentTimeMillis())
                .ifPresent(suspicion -> LOG.warn(suspicion.sentence()));
        var client = clients.resolve(peer, headers.getOrEmpty(clients.headerName()), ticket.orElse(null));
        attributes.put(ATTEMPT,
                new Attempt(client, productId, sessionId, headers.getFirst(HttpHeaders.ORIGIN),
                        headers.getFirst(HttpHeaders.HOST)));
        ticket.ifPresent(proven -> attributes.put(TICKET, proven));
        return true;
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception exception) {}

    static Attempt attempt(Map<String, Object> attributes) {
        if (attributes.get(ATTEMPT) instanceof Attempt attempt) {
            return attempt;
        }
        throw new IllegalStateException("a socket without its upgrade");
    }

    static boolean hasTicket(Map<String, Object> attributes) {
        return attributes.containsKey(TICKET);
    }

    /** Product and session id, decoded; empty where there is none. */
    private static List<String> ids(String rawPath) {
        String[] ids = rawPath.substring(rawPath.indexOf(PATH) + PATH.length()).split("/", 2);
        return List.of(decoded(ids[0]), ids.length > 1 ? decoded(ids[1]) : "");
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return segment;
        }
    }
}
