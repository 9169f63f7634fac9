package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.WellFormed;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.SessionTicket;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.client.TicketReading;
import io.doorstep.chat.connector.RawTarget;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.support.forwarding.ForwardedHeader;
import io.doorstep.support.origin.ForwardedHost;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/** Reads from an upgrade request who tries to open what. */
public final class Upgrade implements SocketEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    static final String PATH = "/ws/chat/customer/";

    private final ClientResolver clients;
    private final ProxyWatch proxies;
    private final SessionTickets tickets;
    private final InstantSource clock;
    private final boolean ticketRequired;

    public Upgrade(ClientResolver clients, ProxyWatch proxies, SessionTickets tickets, InstantSource clock,
            boolean ticketRequired) {
        this.clients = clients;
        this.proxies = proxies;
        this.tickets = tickets;
        this.clock = clock;
        this.ticketRequired = ticketRequired;
    }

    @Override
    public boolean isFor(String path) {
        return path.startsWith(PATH) || (RawTarget.isSocket(path) && !path.equals(DeskUpgrade.PATH));
    }

    @Override
    public boolean isKnown(String path) {
        return path.startsWith(PATH);
    }

    @Override
    public Wanted read(HttpServletRequest request, String path) {
        List<String> ids = ids(path);
        String productId = ids.get(0);
        String sessionId = ids.get(1);
        TicketReading ticket = WellFormed.isId(productId) && WellFormed.isId(sessionId)
                ? tickets.read(productId, sessionId, clock.instant())
                : new TicketReading.NoTicket();
        String peer = request.getRemoteAddr();
        proxies.onAttempt(peer, ForwardedHeader.isIn(name -> request.getHeader(name) != null), clock.millis())
                .ifPresent(suspicion -> LOG.warn(suspicion.sentence()));
        SessionTicket proof = ticket instanceof TicketReading.Genuine(SessionTicket genuine) ? genuine : null;
        var client = clients.resolve(peer, name -> Collections.list(request.getHeaders(name)), proof);
        return new Wanted(new Attempt(client, productId, sessionId, request.getHeader(HttpHeaders.ORIGIN),
                onlyHost(request), forwardedHosts(request), proof == null ? null : proof.expiresAt()),
                caller(ticket));
    }

    private List<ForwardedHost> forwardedHosts(HttpServletRequest request) {
        return clients.forwardedHosts(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)));
    }

    /** The host that was asked for; absent where the request does not say, or says several. */
    static @Nullable String onlyHost(HttpServletRequest request) {
        Enumeration<String> hosts = request.getHeaders(HttpHeaders.HOST);
        String host = hosts.hasMoreElements() ? hosts.nextElement() : null;
        return hosts.hasMoreElements() ? null : host;
    }

    private CallerIdentity caller(TicketReading ticket) {
        Optional<Rejection> refusal = SocketTickets.refusal(ticket, ticketRequired);
        return refusal.isPresent() ? new CallerIdentity.Rejected(refusal.get()) : CallerIdentity.Visitor.INSTANCE;
    }

    /** Product and session id, decoded; empty where there is none. */
    private static List<String> ids(String path) {
        if (!path.startsWith(PATH)) {
            return List.of("", "");
        }
        String[] ids = path.substring(PATH.length()).split("/", 2);
        return List.of(decoded(ids[0]), ids.length > 1 ? decoded(ids[1]) : "");
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return segment;
        }
    }
}
