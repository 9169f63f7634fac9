package io.doorstep.chat;

import io.doorstep.support.security.CrossSite;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Who may call what: everybody the chat, agents the desk, operators the rest. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
    private static final String OPERATOR = "operator";
    private static final int RANDOM_PASSWORD_BYTES = 15;

    /**
     * Calls carry their credentials or none; there is no session to ride on. Browsers send remembered credentials along
     * with other sites' requests, so those are refused where they could change something.
     */
    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
        return http
                .authorizeHttpRequests(calls -> calls
                        .requestMatchers(EndpointRequest.to(HealthEndpoint.class)).permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint()).hasRole(OPERATOR)
                        .requestMatchers(request -> isOperatorsCall(request) && CrossSite.wouldChangeSomething(request))
                        .denyAll()
                        .requestMatchers("/api/debug/**").hasRole(OPERATOR)
                        .anyRequest().permitAll())
                .httpBasic(Customizer.withDefaults())
                .cors(Customizer.withDefaults())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(PageHeaders.OF_ALL)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    private static boolean isOperatorsCall(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/debug/");
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
                .cors(Customizer.withDefaults())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(PageHeaders.OF_ALL)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    HttpFirewall firewall() {
        return new DoorFirewall();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    UserDetailsService users(DoorstepSettings settings) {
        if (settings.users().isEmpty()) {
            String password = operatorPassword(settings.operator().password());
            String hash = SameHash.of(password, settings.secretText());
            return readOnly(List.of(user(OPERATOR, hash, List.of(OPERATOR))));
        }
        return readOnly(settings.users().stream()
                .map(user -> user(user.name(), user.password(), user.roles())).toList());
    }

    /** Spring would hash a weak one anew where it can, for this instance alone, and the sign-ins with it would be void. */
    private static UserDetailsService readOnly(List<UserDetails> users) {
        var manager = new InMemoryUserDetailsManager(users);
        return name -> manager.loadUserByUsername(name);
    }

    private static UserDetails user(String name, String encodedPassword, List<String> roles) {
        return User.withUsername(name).password(encodedPassword).roles(roles.toArray(String[]::new)).build();
    }

    private static String operatorPassword(String configured) {
        if (!configured.isBlank()) {
            return configured;
        }
        byte[] random = new byte[RANDOM_PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        LOG.info("The operator's password is {} (DOORSTEP_OPERATOR_PASSWORD sets it)", password);
        return password;
    }

    /**
     * The client may be loaded by any page, and any page reads what becomes of its call for a session: whether its origin
     * may have one is told in words, where a browser would say no more than that the call has failed.
     */
    @Bean
    CorsConfigurationSource corsConfigurationSource() {
        var anyPage = new CorsConfiguration();
        anyPage.setAllowedOrigins(List.of("*"));
        anyPage.setAllowedMethods(List.of(HttpMethod.GET.name()));
        var sessions = new CorsConfiguration();
        sessions.setAllowedOrigins(List.of("*"));
        sessions.setAllowedMethods(List.of(HttpMethod.POST.name()));
        sessions.setAllowedHeaders(List.of("Content-Type", "Authorization"));
        sessions.setExposedHeaders(List.of("Retry-After", "RateLimit", "RateLimit-Policy"));
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/doorstep-client.js", anyPage);
        source.registerCorsConfiguration("/api/chat/sessions", sessions);
        return source;
    }
}
