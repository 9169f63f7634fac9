package io.doorstep.chat;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.limits.Acquisition;
import io.doorstep.chat.limits.LimiterFactory;
import io.doorstep.chat.limits.Limiters;
import io.doorstep.chat.web.SignInPage;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how often one client may try a password. Each try takes a permit before the password is looked at, and gives it
 * back when it was right: only failures count, and those that are tried at once cannot slip through together.
 */
final class SignInGate extends OncePerRequestFilter {
    private static final long MOST_CLIENTS = 10_000;
    private static final String PERMIT = SignInGate.class.getName();

    private final ClientResolver clients;
    private final RateLimit limit;
    /** Apart from the visitors' limiters, which operators reset. */
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), MOST_CLIENTS);

    SignInGate(ClientResolver clients, RateLimit limit) {
        this.clients = clients;
        this.limit = limit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || !request.getRequestURI().equals(request.getContextPath() + SignInPage.PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ClientKey client = clients.resolve(request.getRemoteAddr(),
                Collections.list(request.getHeaders(clients.headerName())), null).key();
        limiters.sweep();
        switch (limiters.tryAcquire(LimitName.SESSION_CREATION, Limiters.Subject.of(client), limit)) {
            case Acquisition.Granted granted -> {
                request.setAttribute(PERMIT, granted);
                chain.doFilter(request, response);
            }
            case Acquisition.Refused(long waitMs) -> {
                long seconds = Math.ceilDiv(waitMs, 1000L);
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
                request.setAttribute(SignInPage.WAIT_SECONDS, seconds);
                request.getRequestDispatcher(SignInPage.WAIT_PATH).forward(request, response);
            }
        }
    }

    /** Of a request whose password was right. */
    static void giveBack(HttpServletRequest request) {
        if (request.getAttribute(PERMIT) instanceof Acquisition.Granted granted) {
            granted.giveBack();
        }
    }
}
