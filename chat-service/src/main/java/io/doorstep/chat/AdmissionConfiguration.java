package io.doorstep.chat;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.AdmissionListeners;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.OperatorOrders;
import io.doorstep.chat.admission.PoolSettings;
import io.doorstep.chat.admission.SharedLimits;
import io.doorstep.chat.client.AgentNames;
import io.doorstep.chat.client.ClientNames;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.HandoverPasses;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.conversation.ConversationBounds;
import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.desk.DeskList;
import io.doorstep.chat.desk.DeskMaintenance;
import io.doorstep.chat.house.House;
import io.doorstep.chat.kafka.follow.ClaimsFeed;
import io.doorstep.chat.kafka.follow.LimitsBootstrap;
import io.doorstep.chat.kafka.follow.RevisionsStatus;
import io.doorstep.chat.kafka.follow.SanctionsFeed;
import io.doorstep.chat.limiter.LimiterEviction;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ConfiguredLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.places.Places;
import io.doorstep.chat.repetition.RepeatedTexts;
import io.doorstep.chat.repetition.TextListener;
import io.doorstep.chat.sanction.CleanPast;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.settings.DoorstepSettings;
import io.doorstep.chat.settings.ScopeSettings;
import io.doorstep.chat.socket.SocketSettings;
import io.doorstep.chat.web.SessionSettings;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.support.connections.ConnectionBounds;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.settings.StrictSettings;
import io.doorstep.support.threads.ThreadSupervisor;
import io.doorstep.support.turns.RequestPace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the parts that know nothing of Spring from the settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DoorstepSettings.class, ScopeSettings.class})
@Import(StrictSettings.class)
class AdmissionConfiguration {
    /** Conversations at the desk; past it the least of those that do not wait are no longer listed. */
    private static final int MOST_LISTED = 10_000;

    /** Of this start of this process, so that two runs are told apart. */
    @Bean
    String instance() {
        return "chat-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    @Bean
    Path dataDir(DoorstepSettings settings) {
        return settings.dataDir();
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Pseudonyms pseudonyms(DoorstepSettings settings) {
        return new Pseudonyms(settings.secretText(), settings.previousSecrets());
    }

    @Bean
    SessionTickets sessionTickets(DoorstepSettings settings) {
        return new SessionTickets(settings.secretText(), settings.previousSecrets());
    }

    @Bean
    HandoverPasses handoverPasses(DoorstepSettings settings) {
        return new HandoverPasses(settings.secretText(), settings.previousSecrets());
    }

    @Bean
    TrustedProxies trustedProxies(DoorstepSettings settings, InstantSource clock) {
        return new TrustedProxies(settings.trustedProxies(), settings.forwardedHeader(), clock);
    }

    @Bean
    AgentNames agentNames(DoorstepSettings settings) {
        return new AgentNames(settings.users().stream().collect(Collectors.toMap(DoorstepSettings.User::name,
                DoorstepSettings.User::shownName)));
    }

    @Bean
    ClientResolver clientResolver(TrustedProxies proxies, Places places) {
        return new ClientResolver(proxies, places);
    }

    @Bean
    ProxyWatch proxyWatch(ClientResolver clients) {
        return new ProxyWatch(clients);
    }

    @Bean
    ConfiguredLimits configuredLimits(DoorstepSettings settings, ScopeSettings scopes) {
        return scopes.configuredLimits(settings.configuredLimits());
    }

    @Bean
    EffectiveLimits effectiveLimits(ConfiguredLimits configured, DoorstepSettings settings, ClientNames names) {
        return new EffectiveLimits(configured,
                new LimitBounds(settings.limits().floor(), settings.limits().ceiling()), names::of);
    }

    @Bean
    LimitsConfigured limitsConfigured(ConfiguredLimits configured, DoorstepSettings settings,
            @Qualifier("instance") String instance, InstantSource clock) {
        return new LimitsConfigured(instance, clock.millis(), configured.byDefault(), settings.limits().floor(),
                settings.limits().ceiling(), settings.limits().networkFactor(), settings.pool().maxConnections(),
                settings.pool().idleTimeout().toMillis(), configured.inOrder());
    }

    @Bean
    @ConditionalOnMissingBean
    LimiterFactory limiterFactory(DoorstepSettings settings) {
        return switch (settings.limiter()) {
            case SLIDING_WINDOW -> LimiterFactory.slidingWindow();
            case FIXED_CYCLE -> LimiterFactory.fixedCycle();
        };
    }

    @Bean
    Limiters limiters(LimiterFactory factory, DoorstepSettings settings) {
        return new Limiters(factory, settings.limits().maxTracked());
    }

    @Bean
    LimiterEviction limiterKeeper(Limiters limiters, ThreadSupervisor threads) {
        return new LimiterEviction(limiters, threads);
    }

    @Bean
    LimitsBootstrap limitsBootstrap(RevisionsStatus revisions, SanctionsFeed sanctions, Optional<ClaimsFeed> claims,
            DoorstepSettings settings) {
        return new LimitsBootstrap(revisions, sanctions, claims.orElse(null), settings.limits().bootstrapWithin());
    }

    @Bean
    ConnectionPool connectionPool(EffectiveLimits effectiveLimits, Limiters limiters, DoorstepSettings settings,
            InstantSource clock) {
        return new ConnectionPool(effectiveLimits, limiters,
                new PoolSettings(settings.pool().maxConnections(), settings.pool().agents(),
                        settings.pool().perClient(), settings.pool().retryAfter(),
                        new NetworkFactor(settings.limits().networkFactor()), settings.pool().shares()),
                clock);
    }

    @Bean
    House house(ConnectionPool pool) {
        return pool.house();
    }

    @Bean
    Origins origins(DoorstepSettings settings) {
        return new Origins(settings.origins());
    }

    @Bean
    AdmissionController admissionController(Origins origins, ConnectionPool pool, EffectiveLimits effectiveLimits,
            Limiters limiters, Sanctions sanctions, Optional<SharedLimits> shared, List<AdmissionListener> listeners) {
        return new AdmissionController(origins, pool, effectiveLimits, limiters, sanctions, shared.orElse(null),
                new AdmissionListeners(listeners));
    }

    @Bean
    OperatorOrders operatorOrders(ConnectionPool pool, EffectiveLimits effectiveLimits, Limiters limiters,
            Optional<SharedLimits> shared, List<AdmissionListener> listeners) {
        return new OperatorOrders(pool, effectiveLimits, limiters, shared.orElse(null),
                new AdmissionListeners(listeners));
    }

    @Bean
    ClientNames clientNames(Pseudonyms pseudonyms) {
        return new ClientNames(pseudonyms);
    }

    @Bean
    Sanctions sanctions(ClientNames names, DoorstepSettings settings, InstantSource clock) {
        return new Sanctions(names,
                new CleanPast(settings.sessions().lifetime(), settings.sessions().returningAfter()), clock);
    }

    @Bean
    RepeatedTexts repeatedTexts(DoorstepSettings settings, TextListener listener, InstantSource clock) {
        return new RepeatedTexts(settings.secretText(), listener, clock);
    }

    @Bean
    DeskList deskList() {
        return new DeskList(MOST_LISTED);
    }

    @Bean
    Conversations conversations(MessageLog log, @Qualifier("instance") String instance,
            List<ConversationListener> listeners, DoorstepSettings settings) {
        return new Conversations(log, instance,
                new ConversationBounds((int) settings.conversations().bytesEach().toBytes(),
                        settings.conversations().bytesUnattended().toBytes()),
                ConversationListener.all(listeners));
    }

    @Bean
    Desk desk(DeskList list, Conversations conversations, MessageLog log, @Qualifier("instance") String instance,
            InstantSource clock) {
        return new Desk(list, conversations, log, instance, clock);
    }

    @Bean
    DeskMaintenance deskKeeper(Desk desk, Conversations conversations, InstantSource clock, ThreadSupervisor threads) {
        return new DeskMaintenance(desk, conversations, clock, threads);
    }

    @Bean
    SocketSettings socketSettings(DoorstepSettings settings) {
        return new SocketSettings(settings.pool().maxConnections(), settings.pool().agents(),
                settings.pool().retryAfter(), settings.pool().idleTimeout(),
                settings.socket().heartbeat(),
                settings.sessions().requireTicket(), settings.socket().drainGrace(),
                settings.socket().framesPerSecond(), settings.socket().bytesPerSecond(),
                settings.flood().explanationsPerSecond(), settings.socket().maxClosing(),
                settings.socket().reconciliation());
    }

    @Bean
    RequestPace requestPace(DoorstepSettings settings) {
        return new RequestPace(settings.requests().perSecond());
    }

    @Bean
    ConnectionBounds connectionBounds(DoorstepSettings settings) {
        return settings.requests().bounds();
    }

    @Bean
    SessionSettings sessionSettings(DoorstepSettings settings) {
        return new SessionSettings(settings.sessions().lifetime());
    }
}
