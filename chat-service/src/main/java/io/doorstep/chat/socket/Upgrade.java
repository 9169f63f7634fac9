package io.doorstep.chat.socket;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.Rejection;
import io.doorstep.chat.admission.WellFormed;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.ForwardedHeader;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.SessionTicket;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.client.TicketReading;
import io.doorstep.support.web.ForwardedHost;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/** Reads from an upgrade request who tries to open what. */
final class Upgrade implements Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    static final String PATH = "/ws/chat/customer/";

    private final ClientResolver clients;
    private final ProxyWatch proxies;
    private final SessionTickets tickets;
    private final InstantSource clock;
    private final boolean ticketRequired;

    Upgrade(ClientResolver clients, ProxyWatch proxies, SessionTickets tickets, InstantSource clock,
            boolean ticketRequired) {
        this.clients = clients;
        this.proxies = proxies;
        this.tickets = tickets;
        this.clock = clock;
        this.ticketRequired = ticketRequired;
    }

    @Override
    public boolean isFor(String path) {
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
        var client = clients.resolve(peer, Collections.list(request.getHeaders(clients.headerName())),
                ticket instanceof TicketReading.Genuine(SessionTicket proof) ? proof : null);
        return new Wanted(new Attempt(client, productId, sessionId, request.getHeader(HttpHeaders.ORIGIN),
                request.getHeader(HttpHeaders.HOST), forwardedHosts(request)), caller(ticket));
    }

    private List<ForwardedHost> forwardedHosts(HttpServletRequest request) {
        return clients.forwardedHosts(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)));
    }

    private Caller caller(TicketReading ticket) {
        Optional<Rejection> refusal = Tickets.refusal(ticket, ticketRequired);
        return refusal.isPresent() ? new Caller.Unwelcome(refusal.get()) : Caller.Visitor.INSTANCE;
    }

    /** Product and session id, decoded; empty where there is none. */
    private static List<String> ids(String path) {
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
