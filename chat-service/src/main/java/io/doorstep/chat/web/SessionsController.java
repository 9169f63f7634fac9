package io.doorstep.chat.web;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.WellFormed;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.SessionTicket;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.events.Tier;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Issues session ids: to whoever asks, and with their subject to those whose token has proved it. */
@RestController
class SessionsController {
    private final AdmissionController admission;
    private final ClientResolver clients;
    private final SessionTickets tickets;
    private final SessionSettings settings;
    private final InstantSource clock;

    SessionsController(AdmissionController admission, ClientResolver clients, SessionTickets tickets,
            SessionSettings settings, InstantSource clock) {
        this.admission = admission;
        this.clients = clients;
        this.tickets = tickets;
        this.settings = settings;
        this.clock = clock;
    }

    record NewSession(@Nullable String productId) {}

    record Session(String sessionId, String productId, Instant expiresAt) {}

    @PostMapping("/api/chat/sessions")
    ResponseEntity<?> create(@RequestBody NewSession wanted, @AuthenticationPrincipal @Nullable Jwt token,
            HttpServletRequest request) {
        String productId = wanted.productId();
        if (productId == null || !WellFormed.isId(productId)) {
            return problem(HttpStatus.BAD_REQUEST, Rejections.PRODUCT_ID_FIELD);
        }
        Instant expiresAt = clock.instant().plus(settings.lifetime());
        String subject = token == null ? null : token.getSubject();
        Tier tier = subject == null ? Tier.ANONYMOUS : Tier.AUTHENTICATED;
        Client client = clients.resolve(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)),
                new SessionTicket(tier, expiresAt, subject == null ? null : tickets.keyOf(subject)));
        Optional<Rejection> elsewhere = admission.admitPage(new Attempt(client, productId, "",
                request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST),
                clients.forwardedHosts(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)))));
        if (elsewhere.isPresent()) {
            return problem(HttpStatus.FORBIDDEN, elsewhere.get());
        }
        Optional<Rejection> refused = admission.admitSession(client, productId);
        return refused.isPresent()
                ? tooMany(refused.get())
                : created(productId, tickets.issue(productId, tier, expiresAt, subject), expiresAt);
    }

    private static ResponseEntity<Session> created(String productId, String id, Instant expiresAt) {
        return ResponseEntity.status(HttpStatus.CREATED).cacheControl(CacheControl.noStore())
                .body(new Session(id, productId, expiresAt));
    }

    /**
     * Headers of draft-ietf-httpapi-ratelimit-headers-10, where a limit refused, beside the {@code Retry-After} that everybody
     * knows.
     */
    private static ResponseEntity<?> tooMany(Rejection refused) {
        long seconds = Math.ceilDiv(refused.retryAfterMs(), 1000L);
        var problem = problem(HttpStatus.TOO_MANY_REQUESTS, refused);
        var answer = ResponseEntity.status(problem.getStatusCode()).headers(problem.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        if (refused.limitName() == null) {
            return answer.body(problem.getBody());
        }
        return answer.header("RateLimit-Policy",
                "\"session-creation\";q=%d;w=%d".formatted(refused.limit(), refused.windowMs() / 1000))
                .header("RateLimit", "\"session-creation\";r=0;t=%d".formatted(seconds)).body(problem.getBody());
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, Rejection rejection) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, rejection.message());
        problem.setProperty("code", rejection.code());
        problem.setProperty("retry_after_ms", rejection.retryAfterMs());
        return ResponseEntity.of(problem).build();
    }
}
