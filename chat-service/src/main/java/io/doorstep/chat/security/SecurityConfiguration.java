package io.doorstep.chat.security;

import static io.doorstep.support.security.OperatorCalls.OPERATOR;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.settings.DoorstepSettings;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.passwords.Caller;
import io.doorstep.support.passwords.PasswordAuthentication;
import io.doorstep.support.passwords.PasswordLimits;
import io.doorstep.support.passwords.ReadOnlyUsers;
import io.doorstep.support.security.CrossSite;
import io.doorstep.support.security.ForwardedScheme;
import io.doorstep.support.security.NoFormsFilter;
import io.doorstep.support.security.OpenHealth;
import io.doorstep.support.security.OperatorCalls;
import io.doorstep.support.security.OperatorPassword;
import io.doorstep.support.threads.ThreadSupervisor;
import io.doorstep.support.web.ProblemCorsProcessor;
import io.doorstep.support.turns.RequestTurnsConfiguration;
import io.doorstep.support.web.WebGuardConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Who may call what: everybody the chat, agents the desk, operators the rest. */
@Configuration(proxyBeanMethods = false)
@Import({RequestTurnsConfiguration.class, WebGuardConfiguration.class})
class SecurityConfiguration {

    /** A request passes some fifteen filters of Spring Security's: to time each of them cost more than they do. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Open to all: credentials are not looked at, so that wrong ones cost nothing here. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain openChain(HttpSecurity http) {
        return http
                .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                .addFilter(cors())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(PageHeaders.OF_ALL)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain operatorsChain(HttpSecurity http, PasswordAuthentication passwords,
            AuthenticationDetailsSource<HttpServletRequest, Caller> callers, CrossSite crossSite) {
        return OperatorCalls
                .guarded(http
                        .securityMatcher(new OrRequestMatcher(PathPatternRequestMatcher.pathPattern("/api/debug/**"),
                                new AndRequestMatcher(EndpointRequest.toAnyEndpoint(),
                                        new NegatedRequestMatcher(OpenHealth.paths()))))
                        .authorizeHttpRequests(calls -> calls.anyRequest().hasRole(OPERATOR))
                        .headers(PageHeaders.OF_ALL), passwords, callers, crossSite)
                .build();
    }

    /** Opening a session is the one call that reads tokens. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain sessionsChain(HttpSecurity http, DoorstepSettings settings, InstantSource clock) {
        var problems = new TokenProblems();
        return http.securityMatcher("/api/chat/sessions")
                .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                .oauth2ResourceServer(tokens -> tokens
                        .jwt(jwt -> jwt.decoder(TokenDecoder.of(settings.jwt(), clock)))
                        .authenticationEntryPoint(problems)
                        .withObjectPostProcessor(problems.answeringEveryFailure()))
                .addFilterAfter(new NoFormsFilter(), AuthorizationFilter.class)
                .addFilter(cors())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(PageHeaders.OF_ALL)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    HttpFirewall firewall() {
        return new WebSocketAwareFirewall();
    }

    @Bean
    PasswordAuthentication passwordAuthentication(ReadOnlyUsers users, DoorstepSettings settings,
            MeterRegistry meters, ThreadSupervisor threads) {
        return new PasswordAuthentication(users,
                new PasswordLimits(settings.signIn().failures(), settings.signIn().window()), meters, threads);
    }

    /** Whose failures are counted: the client behind trusted proxies. */
    @Bean
    AuthenticationDetailsSource<HttpServletRequest, Caller> callers(ClientResolver clients) {
        return request -> {
            ClientKey client = clients.resolve(request.getRemoteAddr(),
                    Collections.list(request.getHeaders(clients.headerName())), null).key();
            return new Caller(client.value(), client.prefix().value());
        };
    }

    @Bean
    CrossSite crossSite(TrustedProxies proxies) {
        return CrossSite.behind(proxies);
    }

    @Bean
    FilterRegistrationBean<ForwardedScheme> forwardedScheme(TrustedProxies proxies) {
        return ForwardedScheme.registration(proxies);
    }

    @Bean
    ReadOnlyUsers users(DoorstepSettings settings) {
        if (settings.users().isEmpty()) {
            String password = OperatorPassword.of(settings.operator().password());
            String hash = DeterministicBcrypt.of(password, settings.secretText());
            return new ReadOnlyUsers(List.of(user(OPERATOR, hash, List.of(OPERATOR))));
        }
        return new ReadOnlyUsers(settings.users().stream()
                .map(user -> user(user.name(), user.password(), user.roles())).toList());
    }

    private static UserDetails user(String name, String encodedPassword, List<String> roles) {
        return User.withUsername(name).password(encodedPassword).roles(roles.toArray(String[]::new)).build();
    }

    /**
     * The client may be loaded by any page, and any page reads what becomes of its call for a session: whether its origin
     * may have one is told in words, where a browser would say no more than that the call has failed.
     */
    private static CorsFilter cors() {
        var anyPage = new CorsConfiguration();
        anyPage.setAllowedOrigins(List.of("*"));
        anyPage.setAllowedMethods(List.of(HttpMethod.GET.name()));
        var sessions = new CorsConfiguration();
        sessions.setAllowedOrigins(List.of("*"));
        sessions.setAllowedMethods(List.of(HttpMethod.POST.name()));
        sessions.setAllowedHeaders(List.of("Content-Type", "Authorization"));
        sessions.setExposedHeaders(List.of("Retry-After", "RateLimit", "RateLimit-Policy"));
        var source = new UrlBasedCorsConfigurationSource();
        for (String script : List.of("/doorstep.js", "/doorstep.json", "/doorstep-client.*", "/doorstep-window.*",
                "/languages/**")) {
            source.registerCorsConfiguration(script, anyPage);
        }
        source.registerCorsConfiguration("/api/chat/sessions", sessions);
        var filter = new CorsFilter(source);
        filter.setCorsProcessor(new ProblemCorsProcessor());
        return filter;
    }
}
