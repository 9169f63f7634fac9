package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Wrong settings stop the start with one sentence. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            doorstep.secret=                               | doorstep.secret must be set to a secret that all instances share
            doorstep.limits.connection-rate.limit=0        | doorstep.limits.connection-rate.limit must be greater than or equal to 1, not 0
            doorstep.limits.connection-rate.limit=many     | doorstep.limits.connection-rate.limit is 'many', which is no value for it
            doorstep.limits.message-rate.window=soon       | doorstep.limits.message-rate.window is 'soon', which is no value for it
            doorstep.limits.message-rate.window=0s         | doorstep.limits.message-rate.window must be longer than or equal to
            doorstep.pool.max-connections=-1               | doorstep.pool.max-connections must be greater than or equal to 1, not -1
            doorstep.events.violation-keys=0               | doorstep.events.violation-keys must be greater than or equal to 1, not 0
            doorstep.events.spool-max-bytes=-1             | doorstep.events.spool-max-bytes must be greater than or equal to 0, not -1
            doorstep.limiter=leaky-bucket                  | doorstep.limiter is 'leaky-bucket', which is no value for it: write one of sliding-window, fixed-cycle
            doorstep.trusted-proxies=10.0.0.0/99           | doorstep.trusted-proxies: '10.0.0.0/99' is not an address or a CIDR block
            doorstep.forwarded-header=x-real-ip            | doorstep.forwarded-header is 'x-real-ip', which is no value for it: write one of x-forwarded-for, forwarded
            doorstep.origins=shop.example                  | doorstep.origins: 'shop.example' is not an origin
            doorstep.origins=https://query.example?x=1     | doorstep.origins: 'https://query.example?x=1' is not an origin that a browser sends (scheme, host and port alone): write https://query.example
            doorstep.origins=wss://shop.example            | write https://shop.example
            doorstep.limits.network-factor=-1              | doorstep.limits.network-factor must be greater than or equal to 0, not -1
            doorstep.previous-secrets=a                    | doorstep.previous-secrets[0] must have at least 32 characters, not 1: write a random one
            doorstep.pool.max-conections=5                 | doorstep.pool.max-conections is not a setting: the nearest known one is doorstep.pool.max-connections
            doorstep.secret=0123456789012345678901234567890| doorstep.secret must have at least 32 characters, not 31: write a random one
            doorstep.limits.connection-rate.window=999ms   | doorstep.limits.connection-rate.window must be longer than or equal to 1 second, not 999ms
            doorstep.sign-in.window=10                     | doorstep.sign-in.window must be longer than or equal to 1 second, not 10ms
            doorstep.pool.max-per-client=1001              | doorstep.pool.max-per-client is 1001, more than the pool holds: write 1000 at most, or raise doorstep.pool.max-connections
            doorstep.pool.max-connections=2000000000       | doorstep.pool.max-connections 2000000000 needs 2000002000 file descriptors, this process may have
            doorstep.pool.agents=0                         | doorstep.pool.agents must be greater than or equal to 1, not 0
            doorstep.pool.reserved=1                       | doorstep.pool.reserved must be at least 0 and less than 1, not 1.0
            doorstep.pool.network-share=1.5                | doorstep.pool.network-share must be from 0 to 1, not 1.5
            doorstep.socket.drain-grace=-1s                | doorstep.socket.drain-grace must be longer than or equal to 0
            doorstep.events.stop-within=-1s                | doorstep.events.stop-within must be longer than or equal to 0
            doorstep.users=olga                            | doorstep.users has no value of its own: write one of doorstep.users[0].display-name
            doorstep.desk.answers[0].name=Delivery         | doorstep.desk.answers[0].text is empty: write what the visitor is to read
            doorstep.products.picture-url=//p.example/{product_id} | doorstep.products.picture-url: '//p.example/{product_id}' is not an address at https or on this host
            doorstep.jwt.secret=short                      | doorstep.jwt.secret must have at least 32 bytes, not 5
            doorstep.jwt.audience=chat                     | doorstep.jwt.audience does nothing unless one of
            doorstep.jwt.issuer-uri=id.example             | doorstep.jwt.issuer-uri: 'id.example' is not an address such as
            doorstep.unanswered.after=-1s                  | doorstep.unanswered.after must be longer than or equal to 0
            doorstep.unanswered.webhook=shop.example/hooks | doorstep.unanswered.webhook is not an address such as https://shop.example/hooks/chat
            doorstep.unanswered.webhook=https://a.example  | doorstep.unanswered.webhook-secret must be the Base64 of 24 to 64 bytes: write whsec_ and what
            doorstep.geo.header=CF IPCountry               | doorstep.geo.header: 'CF IPCountry' is no name of a header such as CF-IPCountry
            doorstep.geo.header=CF-IPCountry               | doorstep.geo.header does nothing unless doorstep.trusted-proxies is set, since anybody can write a header
            doorstep.geo.max-age=-1d                       | doorstep.geo.max-age must be longer than or equal to 0
            doorstep.sessions.returning-after=-1s          | doorstep.sessions.returning-after must be longer than or equal to 0
            doorstep.tiers.authenticated.message-rate.limit=0 | doorstep.tiers.authenticated.message-rate.limit must be greater than or equal to 1, not 0
            doorstep.tiers.agent.max-per-client=5          | doorstep.tiers.agent.max-per-client is not a setting
            doorstep.countries.DEU.max-per-client=5        | doorstep.countries: 'DEU' is no country: write its code of two letters, such as DE, or ZZ
            doorstep.countries.DE.max-per-client=0         | doorstep.countries[de].max-per-client must be greater than or equal to 1, not 0
            doorstep.countries.DE.max-clients=5            | doorstep.countries.DE.max-clients is not a setting: the nearest known one is doorstep.countries.DE.max-per-client
            doorstep.products.limits.11.connection-rate.limit=many | doorstep.products.limits.11.connection-rate.limit is 'many', which is no value for it
            doorstep.products.limits[a/b].max-per-client=5 | doorstep.products.limits: 'a/b' is no product id: it has 1 to 64 letters, digits, '.', '_' and '-'
            doorstep.unanswered.webhook-secret=whsec_c2g=  | doorstep.unanswered.webhook-secret does nothing unless doorstep.unanswered.webhook is set
            """)
    void aWrongValue_isNamed(String setting, String sentence, CapturedOutput output) {
        assertThat(catchThrowable(() -> RunningChat.with(setting).close())).isNotNull();
        assertThat(output).contains(sentence);
    }

    @Test
    void twoWaysToVerifyTokens_areOneTooMany(CapturedOutput output) {
        assertThat(catchThrowable(() -> RunningChat.with("doorstep.jwt.issuer-uri=https://id.example",
                "doorstep.jwt.secret=" + "s".repeat(32)).close())).isNotNull();
        assertThat(output)
                .contains("doorstep.jwt: only one of issuer-uri, jwk-set-uri and secret may be set, not 2");
    }

    @Test
    void twoWaysToTellCountries_areOneTooMany(CapturedOutput output) {
        assertThat(catchThrowable(() -> RunningChat.with("doorstep.geo.database=countries.mmdb",
                "doorstep.geo.header=CF-IPCountry").close())).isNotNull();
        assertThat(output).contains("doorstep.geo: only one of database and header may be set, not both");
    }

    @Test
    void aWebhook_hasNothingToTell_whereNothingIsSaid(CapturedOutput output) {
        assertThat(catchThrowable(() -> RunningChat.with("doorstep.unanswered.after=0",
                "doorstep.unanswered.webhook=https://shop.example",
                "doorstep.unanswered.webhook-secret=" + WebhookReceiver.SECRET).close())).isNotNull();
        assertThat(output)
                .contains("doorstep.unanswered.webhook does nothing while doorstep.unanswered.after is 0");
    }

    @Test
    void limiter_canBeResilience4jsOwn() {
        try (RunningChat chat = RunningChat.with("doorstep.limiter=fixed-cycle",
                "doorstep.limits.connection-rate.limit=1");
                Visitor first = Visitor.decided(chat.socket("11", "s"));
                Visitor second = Visitor.decided(chat.socket("11", "s"))) {
            assertThat(first.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(second.frame(0).path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
        }
    }

    @Test
    void onlyIssuedSessionsAreLetIn_whenATicketIsRequired() {
        try (RunningChat chat = RunningChat.with("doorstep.sessions.require-ticket=true")) {
            assertThat(Visitor.connect(chat.socket("11", "any")).frame(0).path("code").stringValue())
                    .isEqualTo("INVALID_SESSION_ID");
            String issued = RunningChat.json(chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}"))
                    .path("session_id").stringValue();
            try (Visitor visitor = Visitor.connect(chat.socket("11", issued))) {
                assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
            }
        }
    }

    @Test
    void idleSockets_areClosed_thoughTheyAnswerHeartbeats() {
        try (RunningChat chat = RunningChat.with("doorstep.pool.idle-timeout=500ms", "doorstep.socket.heartbeat=100ms");
                Visitor visitor = Visitor.connect(chat.socket("11", "s"))) {
            assertThat(visitor.frame("error").path("code").stringValue()).isEqualTo("IDLE_TIMEOUT");
            assertThat(visitor.closed()).isEqualTo(new Visitor.Closed(1001, "IDLE_TIMEOUT"));
        }
    }

    @Test
    void forwardedHeaders_areBelievedFromTrustedProxiesOnly() {
        try (RunningChat chat = RunningChat.with("doorstep.trusted-proxies=127.0.0.0/8",
                "doorstep.limits.connection-rate.limit=1");
                Visitor first = Visitor.decided(chat.socket("11", "s"), "X-Forwarded-For", "198.51.100.1");
                Visitor other = Visitor.decided(chat.socket("11", "s"), "X-Forwarded-For", "198.51.100.2");
                Visitor again = Visitor.decided(chat.socket("11", "s"), "X-Forwarded-For", "evil, 198.51.100.1")) {
            assertThat(first.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(other.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(again.frame(0).path("code").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
        }
    }
}
