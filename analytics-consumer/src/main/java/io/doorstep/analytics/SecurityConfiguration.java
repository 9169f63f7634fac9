package io.doorstep.analytics;

import static io.doorstep.support.security.OperatorCalls.OPERATOR;

import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.passwords.Caller;
import io.doorstep.support.passwords.PasswordAuthentication;
import io.doorstep.support.passwords.PasswordLimits;
import io.doorstep.support.passwords.ReadOnlyUsers;
import io.doorstep.support.security.CrossSite;
import io.doorstep.support.security.ForwardedScheme;
import io.doorstep.support.security.OpenHealth;
import io.doorstep.support.security.OperatorCalls;
import io.doorstep.support.security.OperatorPassword;
import io.doorstep.support.threads.ThreadSupervisor;
import io.doorstep.support.turns.RequestTurnsConfiguration;
import io.doorstep.support.web.WebGuardConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** Who may call what: everybody the health, the operator the rest. */
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
    @Order(0)
    SecurityFilterChain openChain(HttpSecurity http) {
        return http.securityMatcher(OpenHealth.paths())
                .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain chain(HttpSecurity http, PasswordAuthentication passwords, TrustedProxies proxies) {
        return OperatorCalls
                .guarded(http.authorizeHttpRequests(calls -> calls
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                        .anyRequest().hasRole(OPERATOR)), passwords, request -> Caller.of(request, proxies),
                        CrossSite.behind(proxies))
                .build();
    }

    @Bean
    FilterRegistrationBean<ForwardedScheme> forwardedScheme(TrustedProxies proxies) {
        return ForwardedScheme.registration(proxies);
    }

    @Bean
    PasswordAuthentication passwordAuthentication(ReadOnlyUsers users, AnalyticsSettings settings,
            MeterRegistry meters, ThreadSupervisor threads) {
        return new PasswordAuthentication(users,
                new PasswordLimits(settings.signIn().failures(), settings.signIn().window()), meters, threads);
    }

    @Bean
    ReadOnlyUsers users(AnalyticsSettings settings) {
        String hash = new BCryptPasswordEncoder().encode(OperatorPassword.of(settings.operator().password()));
        return new ReadOnlyUsers(List.of(User.withUsername(OPERATOR).password(hash).roles(OPERATOR).build()));
    }
}
