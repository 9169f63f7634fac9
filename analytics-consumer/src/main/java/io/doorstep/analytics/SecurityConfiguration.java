package io.doorstep.analytics;

import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.passwords.Caller;
import io.doorstep.support.passwords.PasswordAuthentication;
import io.doorstep.support.passwords.PasswordLimits;
import io.doorstep.support.passwords.ReadOnlyUsers;
import io.doorstep.support.security.AccessProblems;
import io.doorstep.support.security.CrossSite;
import io.doorstep.support.security.CrossSiteFilter;
import io.doorstep.support.security.ForwardedScheme;
import io.doorstep.support.security.NoFormsFilter;
import io.doorstep.support.security.OpenHealth;
import io.doorstep.support.threads.ThreadSupervisor;
import io.doorstep.support.web.WebGuardConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/** Who may call what: everybody the health, the operator the rest. */
@Configuration(proxyBeanMethods = false)
@Import(WebGuardConfiguration.class)
class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
    private static final String OPERATOR = "operator";
    private static final int RANDOM_PASSWORD_BYTES = 15;

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

    /**
     * Every call carries its credentials, so there is no session to ride on. Browsers send remembered credentials along
     * with other sites' requests, so those are refused where they could change something.
     */
    @Bean
    @Order(1)
    SecurityFilterChain chain(HttpSecurity http, PasswordAuthentication passwords, TrustedProxies proxies) {
        var problems = new AccessProblems();
        return http
                .authorizeHttpRequests(calls -> calls
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                        .anyRequest().hasRole(OPERATOR))
                .authenticationManager(passwords.manager())
                .httpBasic(basic -> basic.authenticationEntryPoint(problems)
                        .authenticationDetailsSource(request -> Caller.of(request, proxies)))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .addFilterBefore(new CrossSiteFilter(CrossSite.behind(proxies)), BasicAuthenticationFilter.class)
                .addFilterAfter(new NoFormsFilter(), AuthorizationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
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
        String hash = new BCryptPasswordEncoder().encode(operatorPassword(settings.operator().password()));
        return new ReadOnlyUsers(List.of(User.withUsername(OPERATOR).password(hash).roles(OPERATOR).build()));
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
}
