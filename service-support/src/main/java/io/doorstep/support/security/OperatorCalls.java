package io.doorstep.support.security;

import io.doorstep.support.passwords.Caller;
import io.doorstep.support.passwords.PasswordAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * The guards of calls that each carry a name and a password: there is no session to ride on. Browsers send remembered
 * credentials along with other sites' requests, so those are refused where they could change something.
 */
public final class OperatorCalls {
    public static final String OPERATOR = "operator";

    private OperatorCalls() {}

    /** @param callers whose failures are counted */
    public static HttpSecurity guarded(HttpSecurity http, PasswordAuthentication passwords,
            AuthenticationDetailsSource<HttpServletRequest, Caller> callers, CrossSite crossSite) {
        var problems = new AccessProblems();
        return http.authenticationManager(passwords.manager())
                .httpBasic(basic -> basic.authenticationEntryPoint(problems).authenticationDetailsSource(callers))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .addFilterBefore(new CrossSiteFilter(crossSite), BasicAuthenticationFilter.class)
                .addFilterAfter(new NoFormsFilter(), AuthorizationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
