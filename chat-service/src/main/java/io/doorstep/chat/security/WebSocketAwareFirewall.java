package io.doorstep.chat.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Refuses odd paths as Spring Security does, but for the sockets': there every upgrade passes, and the door explains what
 * is wrong with its ids.
 */
final class WebSocketAwareFirewall implements HttpFirewall {
    private static final String SOCKETS = "/ws/";

    private final HttpFirewall strict = new StrictHttpFirewall();

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return request.getRequestURI().startsWith(SOCKETS)
                ? new Unchecked(request)
                : strict.getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return strict.getFirewalledResponse(response);
    }

    private static final class Unchecked extends FirewalledRequest {
        Unchecked(HttpServletRequest request) {
            super(request);
        }

        @Override
        public void reset() {
            // Nothing of the request was changed.
        }
    }
}
