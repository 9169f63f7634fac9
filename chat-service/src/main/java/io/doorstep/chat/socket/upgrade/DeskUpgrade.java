package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.client.AgentNames;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.events.Tier;
import io.doorstep.support.origin.ForwardedHost;
import io.doorstep.support.origin.OwnOrigins;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** Reads from an upgrade request which agent comes to the desk. Pages of other hosts may not, whatever cookies they send. */
public final class DeskUpgrade implements SocketEndpoint {
    static final String PATH = "/ws/chat/agent";

    private static final String DESK = "desk";

    private final ClientResolver clients;
    private final AgentNames names;
    private final Origins ownPages = new Origins(List.of());

    public DeskUpgrade(ClientResolver clients, AgentNames names) {
        this.clients = clients;
        this.names = names;
    }

    @Override
    public boolean isFor(String path) {
        return path.equals(PATH);
    }

    @Override
    public Wanted read(HttpServletRequest request, String path) {
        CallerIdentity identity = caller(request);
        Client client = identity instanceof CallerIdentity.Agent(String name)
                ? new Client(ClientKey.ofSubject("agent/" + name), Tier.AGENT, null)
                : clients.resolve(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)),
                        null);
        return new Wanted(new Attempt(client, DESK, DESK, request.getHeader(HttpHeaders.ORIGIN),
                Upgrade.onlyHost(request), forwardedHosts(request)), identity);
    }

    private List<ForwardedHost> forwardedHosts(HttpServletRequest request) {
        return clients.forwardedHosts(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)));
    }

    private CallerIdentity caller(HttpServletRequest request) {
        if (!ownPages.allows(request.getHeader(HttpHeaders.ORIGIN),
                new OwnOrigins(Upgrade.onlyHost(request), forwardedHosts(request)))) {
            return new CallerIdentity.Rejected(Rejections.ORIGIN_OF_DESK);
        }
        Principal principal = request.getUserPrincipal();
        return principal != null && (request.isUserInRole("agent") || request.isUserInRole("operator"))
                ? new CallerIdentity.Agent(names.of(principal.getName()))
                : new CallerIdentity.Rejected(Rejections.NOT_SIGNED_IN);
    }
}
