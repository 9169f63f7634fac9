package io.doorstep.analytics;

import io.doorstep.support.security.CrossSite;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who may call what: everybody the health, the operator the rest. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
    private static final String OPERATOR = "operator";
    private static final int RANDOM_PASSWORD_BYTES = 15;

    /**
     * Every call carries its credentials, so there is no session to ride on. Browsers send remembered credentials along
     * with other sites' requests, so those are refused where they could change something.
     */
    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
        var problems = new ApiProblems();
        return http
                .authorizeHttpRequests(calls -> calls
                        .requestMatchers(EndpointRequest.to(HealthEndpoint.class)).permitAll()
                        .requestMatchers(request -> CrossSite.wouldChangeSomething(request)).denyAll()
                        .anyRequest().hasRole(OPERATOR))
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    UserDetailsService users(AnalyticsSettings settings, PasswordEncoder encoder) {
        return new InMemoryUserDetailsManager(User.withUsername(OPERATOR)
                .password(encoder.encode(operatorPassword(settings.operator().password()))).roles(OPERATOR).build());
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
