package io.doorstep.chat.settings;

import io.doorstep.chat.house.PoolShares;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.webhook.WebhookTarget;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.support.connector.RequestSettings;
import io.doorstep.support.forwarding.ForwardedHeader;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.settings.PoolRules;
import io.doorstep.support.settings.Secrets;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the chat service, {@code doorstep.*}.
 *
 * @param secret signs session tickets and keys clients; at least 32 characters, the same on all instances
 * @param dataDir folder for what is kept on this machine; instances may share one
 * @param previousSecrets earlier secrets, which only read the tickets they have signed and show operators the names
 *     that clients had; at most 8, of at least 32 characters each; empty = none
 * @param limiter {@code sliding-window}: exact over any window; {@code fixed-cycle}: Resilience4j's own
 * @param trustedProxies addresses or CIDR blocks whose forwarding header is believed; empty = nobody's
 * @param forwardedHeader the one header that all trusted proxies write: {@code x-forwarded-for} or {@code forwarded}
 *     (RFC 7239); the other is not read
 * @param origins other origins whose pages may open a chat, such as {@code https://shop.example}, or
 *     {@code https://*.shop.example} for its subdomains too; {@code *} = all; empty = this host's alone
 * @param requests what connections may cost that are no sockets
 * @param unanswered what is done about conversations that nobody answers
 * @param claims whether all instances share one limit, by what they tell each other on Kafka; off: each has its own
 * @param jwt whose tokens prove who a visitor is
 * @param signIn to the desk
 * @param users who may operate and answer; empty = one {@code operator} with the operator's password
 */
@ConfigurationProperties("doorstep")
@Validated
public record DoorstepSettings(
        @NotBlank(message = "must be set to a secret that all instances share") @Nullable String secret,
        @DefaultValue("./data") @NotNull Path dataDir,
        @DefaultValue @Size(max = 8) List<@NotBlank String> previousSecrets,
        @DefaultValue("sliding-window") Limiter limiter, @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader,
        @DefaultValue List<String> origins, @DefaultValue @Valid LimitSettings limits, @DefaultValue @Valid Pool pool,
        @DefaultValue @Valid Sessions sessions, @DefaultValue @Valid Socket socket, @DefaultValue @Valid Flood flood,
        @DefaultValue @Valid RequestSettings requests,
        @DefaultValue @Valid Conversations conversations, @DefaultValue @Valid Unanswered unanswered,
        @DefaultValue("off") boolean claims,
        @DefaultValue JwtSettings jwt,
        @DefaultValue @Valid SignIn signIn,
        @DefaultValue Operator operator,
        @DefaultValue List<@Valid User> users) {

    /** Refuses, where they are read, what the parts made from them would refuse. */
    public DoorstepSettings {
        Secrets.require("doorstep.secret", secret);
        Secrets.require("doorstep.previous-secrets", previousSecrets);
        UserRules.require(users);
        var _ = new TrustedProxies(trustedProxies, forwardedHeader);
        var _ = new Origins(origins);
        var _ = new LimitBounds(limits.floor, limits.ceiling);
        if (conversations.bytesEach.toBytes() < 1024 || conversations.bytesEach.toMegabytes() > 64) {
            throw new IllegalArgumentException("doorstep.conversations.bytes-each must be between 1 KB and 64 MB");
        }
    }

    /** The secret, which validation has found to be there. */
    public String secretText() {
        if (secret == null) {
            throw new IllegalStateException("doorstep.secret has been validated");
        }
        return secret;
    }

    public enum Limiter {
        SLIDING_WINDOW,
        FIXED_CYCLE
    }

    /**
     * The limits before anything is learned, and the bounds for what is.
     *
     * @param connectionRate connection attempts of one client
     * @param messageRate messages of one session
     * @param sessionCreation sessions one client may create
     * @param floor no revision sets a limit below this
     * @param ceiling no revision sets a limit above this
     * @param networkFactor how many times the connections, sessions and sockets of one IPv6 client (a /64) all clients of one
     *     /48 may have together, at most 65536, the number of its clients; 0 = no such limit
     * @param maxTracked limiters held in memory at most; past it newcomers share one
     * @param bootstrapWithin how long a start waits for Kafka to tell the revised limits before it serves with the
     *     configured ones; 0 = not at all
     */
    public record LimitSettings(@DefaultValue @Valid ConnectionRate connectionRate,
            @DefaultValue @Valid MessageRate messageRate,
            @DefaultValue @Valid SessionCreation sessionCreation, @DefaultValue("5") @Min(1) int floor,
            @DefaultValue("1000") @Min(1) int ceiling,
            @DefaultValue("8") @Min(0) @Max(65_536) int networkFactor, @DefaultValue("500000") @Min(1) long maxTracked,
            @DefaultValue("5s") @DurationMin(seconds = 0) @DurationMax(minutes = 10) Duration bootstrapWithin) {}

    /**
     * @param limit attempts in any window
     * @param window its length, 1 s to 12 days
     */
    public record ConnectionRate(@DefaultValue("50") @Min(1) int limit,
            @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /**
     * @param limit messages in any window
     * @param window its length, 1 s to 12 days
     */
    public record MessageRate(@DefaultValue("30") @Min(1) int limit,
            @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /**
     * @param limit sessions in any window
     * @param window its length, 1 s to 12 days
     */
    public record SessionCreation(@DefaultValue("5") @Min(1) int limit,
            @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /**
     * @param maxConnections sockets of visitors on this instance at once; as many as the process has file descriptors for
     * @param agents sockets of agents on this instance at once, besides those of visitors
     * @param reserved share of the visitors' sockets that only authenticated and returning visitors may use, from 0 to
     *     less than 1; 0 = none
     * @param networkShare share of the visitors' sockets that one network (an IPv4 /24, an IPv6 /48) may have once four in
     *     five are in use, from 0 to 1; 0 = no such limit
     * @param maxPerClient sockets of one client at once, not more than of the instance; 25 where it is not set
     * @param idleTimeout closes a socket without a chat message for so long
     * @param retryAfter what those are told who found no slot
     */
    public record Pool(@DefaultValue("1000") @Min(1) int maxConnections,
            @DefaultValue("100") @Min(1) int agents, @DefaultValue("0.2") double reserved,
            @DefaultValue("0.1") double networkShare,
            @Min(1) @Nullable Integer maxPerClient,
            @DefaultValue("30m") @DurationMin(millis = 100) @DurationMax(days = 365) Duration idleTimeout,
            @DefaultValue("10s") @DurationMin(millis = 1) @DurationMax(days = 1) Duration retryAfter) {

        public Pool {
            PoolRules.require(maxPerClient, maxConnections);
            var _ = new PoolShares(reserved, networkShare);
        }

        /** How the visitors' sockets are divided. */
        public PoolShares shares() {
            return new PoolShares(reserved, networkShare);
        }

        public int perClient() {
            return maxPerClient == null ? PoolRules.USUAL_PER_CLIENT : maxPerClient;
        }
    }

    /**
     * @param requireTicket lets in only session ids that this service has issued
     * @param lifetime of a session id that is issued
     * @param returningAfter how long after that its bearer is a returning visitor, less than the lifetime; 0 = at once
     */
    public record Sessions(@DefaultValue("false") boolean requireTicket,
            @DefaultValue("30d") @DurationMin(seconds = 1) @DurationMax(days = 3650) Duration lifetime,
            @DefaultValue("10m") @DurationMin(seconds = 0) @DurationMax(days = 3650) Duration returningAfter) {}

    /**
     * @param heartbeat how often a ping is sent; a peer that is silent for two and a half times as long is dead
     * @param drainGrace how long those inside may stay when the service stops; 0 = not at all
     * @param framesPerSecond frames of any kind, pings too, one peer may send in a second before its socket is closed
     * @param bytesPerSecond bytes one peer may send in a second before its socket is closed
     * @param maxClosing sockets that may be closing at once; past it the oldest of them end at once
     * @param reconciliation how often permits are compared with sockets
     */
    public record Socket(@DefaultValue("25s") @DurationMin(millis = 100) @DurationMax(days = 1) Duration heartbeat,
            @DefaultValue("10s") @DurationMin(seconds = 0) @DurationMax(days = 1) Duration drainGrace,
            @DefaultValue("100") @Min(1) int framesPerSecond,
            @DefaultValue("262144") @Min(1024) long bytesPerSecond,
            @DefaultValue("500") @Min(1) @Max(4000) int maxClosing,
            @DefaultValue("1m") @DurationMin(millis = 100) @DurationMax(days = 1) Duration reconciliation) {}

    /**
     * @param explanationsPerSecond rejections that are explained in a second; past it the networks with the most of them
     *     get a bare 503 with a {@code Retry-After}
     */
    public record Flood(@DefaultValue("200") @Min(1) int explanationsPerSecond) {}

    /**
     * How much of what was said is kept in memory.
     *
     * @param bytesEach of one conversation; its last message is always kept
     * @param bytesUnattended of all conversations that nobody is in; past it the least used are forgotten
     */
    public record Conversations(@DefaultValue("128KB") DataSize bytesEach,
            @DefaultValue("64MB") DataSize bytesUnattended) {}

    /**
     * What is done about conversations that nobody answers.
     *
     * @param after how long one waits before that is said, 7 days at most; 0 = never
     * @param webhook address that is told of it; empty = none
     * @param webhookSecret signs what it is told: the Base64 of 24 to 64 bytes, after {@code whsec_}
     */
    public record Unanswered(@DefaultValue("5m") @DurationMin(seconds = 0) @DurationMax(days = 7) Duration after,
            @DefaultValue("") String webhook, @DefaultValue("") String webhookSecret) {
        private static final String WEBHOOK = "doorstep.unanswered.webhook";

        public Unanswered {
            if (WebhookTarget.of(WEBHOOK, webhook, webhookSecret).isPresent() && after.isZero()) {
                throw new IllegalArgumentException(WEBHOOK + " does nothing while doorstep.unanswered.after is 0");
            }
        }

        /** Empty where there is no webhook. */
        public Optional<WebhookTarget> target() {
            return WebhookTarget.of(WEBHOOK, webhook, webhookSecret);
        }
    }

    /**
     * @param lifetime of a sign-in; then the password is asked for again
     * @param failures that one client may have in any window before it has to wait
     * @param window its length, 1 s to 12 days
     */
    public record SignIn(@DefaultValue("12h") @DurationMin(seconds = 1) @DurationMax(days = 30) Duration lifetime,
            @DefaultValue("10") @Min(1) int failures,
            @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /** @param password of the user {@code operator}; empty = a random one is printed at the start */
    public record Operator(@DefaultValue("") String password) {}

    /**
     * @param displayName what visitors and colleagues read; the name to sign in with, where it is not set
     * @param password its bcrypt hash
     * @param roles {@code operator}, {@code agent}; at least one
     */
    public record User(@DefaultValue("") @NotBlank String name, @DefaultValue("") String displayName,
            @DefaultValue("") @NotBlank String password, @DefaultValue List<String> roles) {

        /** What visitors and colleagues read. */
        public String shownName() {
            return displayName.isBlank() ? name : displayName;
        }
    }

    public Limits configuredLimits() {
        return new Limits(RateLimit.of(limits.connectionRate.limit, limits.connectionRate.window),
                RateLimit.of(limits.messageRate.limit, limits.messageRate.window),
                RateLimit.of(limits.sessionCreation.limit, limits.sessionCreation.window), pool.perClient());
    }
}
