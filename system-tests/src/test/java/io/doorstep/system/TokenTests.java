package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.doorstep.chat.client.SessionTicket;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.client.TicketReading;
import io.doorstep.events.Tier;
import io.doorstep.testing.service.RunningChat;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens that prove who a visitor is, where a session is opened. */
class TokenTests {
    private static final String SECRET = "a secret of the shop with thirty-two bytes";
    private static final String SESSIONS = "/api/chat/sessions";
    private static final String PRODUCT = "{\"product_id\":\"11\"}";

    private static JWTClaimsSet.Builder alice() {
        return new JWTClaimsSet.Builder().subject("alice").audience("chat")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    private static JWTClaimsSet expired() {
        return alice().expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5)))).build();
    }

    private static String hmac(String secret, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static HttpResponse<String> open(RunningChat chat, String token) {
        return chat.post(SESSIONS, PRODUCT, "Authorization", "Bearer " + token);
    }

    private static void assertRefused(HttpResponse<String> answer, String code, String detail) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(RunningChat.json(answer).path("code").stringValue()).isEqualTo(code);
        assertThat(RunningChat.json(answer).path("detail").stringValue()).startsWith(detail);
    }

    private static SessionTicket ticketIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(201);
        String id = RunningChat.json(answer).path("session_id").stringValue();
        return ((TicketReading.Genuine) new SessionTickets(RunningChat.SECRET, List.of()).read("11", id, Instant.now()))
                .ticket();
    }

    @Test
    void bearersOfSharedSecretTokens_areAuthenticated_andOthersAreToldWhyNot() throws JOSEException {
        try (RunningChat chat = RunningChat.with("doorstep.jwt.secret=" + SECRET, "doorstep.jwt.audience=chat")) {
            SessionTicket alices = ticketIn(open(chat, hmac(SECRET, alice().build())));
            assertThat(alices.tier()).isEqualTo(Tier.AUTHENTICATED);
            assertThat(alices.subject()).isEqualTo(new SessionTickets(RunningChat.SECRET, List.of()).keyOf("alice"));
            assertThat(ticketIn(chat.post(SESSIONS, PRODUCT)).tier()).isEqualTo(Tier.ANONYMOUS);

            String unverifiable = "The token is none that this service can verify";
            assertRefused(open(chat, hmac(SECRET, expired())), "TOKEN_EXPIRED", "The token has expired at ");
            assertRefused(open(chat, hmac(SECRET, alice().audience("shop").build())), "INVALID_TOKEN",
                    "The token is not meant for this service (aud)");
            assertRefused(open(chat, hmac(SECRET, alice().subject(null).build())), "INVALID_TOKEN",
                    "The token does not say who its bearer is (sub)");
            assertRefused(open(chat, hmac(SECRET + "!", alice().build())), "INVALID_TOKEN", unverifiable);
            assertRefused(open(chat, new PlainJWT(alice().build()).serialize()), "INVALID_TOKEN", unverifiable);
            assertRefused(open(chat, "a.b.c"), "INVALID_TOKEN", unverifiable);
            assertRefused(open(chat, ""), "INVALID_TOKEN", unverifiable);
        }
    }

    @Test
    void authenticatedVisitors_areCountedBySubject_whereverTheyAre() throws JOSEException {
        try (RunningChat chat = RunningChat.with("doorstep.jwt.secret=" + SECRET,
                "doorstep.limits.session-creation.limit=1")) {
            assertThat(open(chat, hmac(SECRET, alice().build())).statusCode()).isEqualTo(201);
            assertThat(open(chat, hmac(SECRET, alice().build())).statusCode()).isEqualTo(429);
            assertThat(open(chat, hmac(SECRET, alice().subject("bob").build())).statusCode()).isEqualTo(201);
            assertThat(chat.post(SESSIONS, PRODUCT).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void tokensAreRefused_notIgnored_whenNoneAreTaken() throws JOSEException {
        try (RunningChat chat = RunningChat.with()) {
            assertRefused(open(chat, hmac(SECRET, alice().build())), "INVALID_TOKEN", "The token is none");
        }
    }

    @Test
    void onlySessionsReadTokens() throws JOSEException {
        try (RunningChat chat = RunningChat.with("doorstep.jwt.secret=" + SECRET)) {
            var status = HttpRequest.newBuilder(chat.uri("/api/debug/websocket-status"))
                    .header("Authorization", "Bearer " + hmac(SECRET, alice().build()));
            assertThat(chat.send(status).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void tokensOfAKeySet_areVerifiedWithItsKeys_andWaitWhileItIsAway() throws JOSEException {
        try (IdentityProvider provider = new IdentityProvider();
                RunningChat chat = RunningChat.with("doorstep.jwt.jwk-set-uri=" + provider.keySet())) {
            assertUnchecked(open(chat, provider.token(alice().build())));
            provider.comeUp();
            assertThat(ticketIn(open(chat, provider.token(alice().build()))).tier()).isEqualTo(Tier.AUTHENTICATED);
            assertRefused(open(chat, provider.token(expired())), "TOKEN_EXPIRED", "The token has expired");
            assertRefused(open(chat, IdentityProvider.imposters(alice().build())), "INVALID_TOKEN",
                    "The token is none");
            assertRefused(open(chat, provider.signedWithThePublicKey(alice().build())), "INVALID_TOKEN",
                    "The token is none");
        }
    }

    @Test
    void tokensOfAnIssuer_mustNameIt_andTheServiceStartsWithoutIt() throws JOSEException {
        try (IdentityProvider provider = new IdentityProvider();
                RunningChat chat = RunningChat.with("doorstep.jwt.issuer-uri=" + provider.issuer())) {
            assertUnchecked(open(chat, provider.token(alice().issuer(provider.issuer()).build())));
            assertThat(chat.post(SESSIONS, PRODUCT).statusCode()).isEqualTo(201);
            provider.comeUp();
            assertThat(open(chat, provider.token(alice().issuer(provider.issuer()).build())).statusCode())
                    .isEqualTo(201);
            assertRefused(open(chat, provider.token(alice().issuer("https://evil.example").build())),
                    "INVALID_TOKEN", "The token is not from the issuer");
        }
    }

    private static void assertUnchecked(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(10);
        assertThat(RunningChat.json(answer).path("code").stringValue()).isEqualTo("TOKEN_NOT_CHECKED");
    }
}
