package io.doorstep.chat.security;

import io.doorstep.chat.settings.DoorstepSettings;
import io.doorstep.chat.web.Destination;
import io.doorstep.chat.web.ProductSettings;
import io.doorstep.chat.web.SignInPage;
import io.doorstep.chat.web.SignInPage.Notice;
import io.doorstep.chat.web.SignInPage.Wait;
import io.doorstep.support.passwords.AuthenticationRefused;
import io.doorstep.support.passwords.Caller;
import io.doorstep.support.passwords.PasswordAuthentication;
import io.doorstep.support.passwords.ReadOnlyUsers;
import io.doorstep.support.security.CrossSite;
import io.doorstep.support.security.CrossSiteFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.security.authentication.RememberMeAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;

/** How people sign in to the desk: with a form, and a cookie that any instance can read. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {
    private static final String[] FOR_PEOPLE = {SignInPage.PATH, SignInPage.PATH + "/**", "/sign-out",
            "/desk", "/desk/**", "/ws/chat/agent"};

    /** The cookie signs in anew with each request, the socket's too: the token of a page that is open must outlive that. */
    private static final SessionAuthenticationStrategy KEEPING_THE_TOKEN = new NullAuthenticatedSessionStrategy();

    /** The agents' socket is open to all here: it explains by itself to whom it is closed. */
    @Bean
    @Order(0)
    SecurityFilterChain peopleChain(HttpSecurity http, DoorstepSettings settings, ReadOnlyUsers users,
            PasswordAuthentication passwords, AuthenticationDetailsSource<HttpServletRequest, Caller> callers,
            CrossSite crossSite, ProductSettings products) {
        DoorstepSettings.SignIn signIn = settings.signIn();
        var cookie = new SignInCookie(settings.secretText(), users, signIn.lifetime());
        return http.securityMatcher(FOR_PEOPLE)
                .authorizeHttpRequests(calls -> calls
                        .requestMatchers("/desk", "/desk/**").hasAnyRole("agent", "operator")
                        .anyRequest().permitAll())
                .authenticationManager(passwords.manager(new RememberMeAuthenticationProvider(cookie.getKey())))
                .formLogin(form -> form.loginPage(SignInPage.PATH).usernameParameter("name")
                        .authenticationDetailsSource(callers)
                        .successHandler((request, response, _) -> response
                                .sendRedirect(Destination.wantedBy(request)))
                        .failureHandler(SignInConfiguration::answer))
                .logout(out -> out.logoutUrl("/sign-out")
                        .logoutSuccessUrl(SignInPage.at(Notice.SIGNED_OUT, Destination.DESK)))
                .rememberMe(kept -> kept.rememberMeServices(cookie).key(cookie.getKey()))
                .exceptionHandling(refused -> refused
                        .authenticationEntryPoint((request, response, _) -> response
                                .sendRedirect(SignInPage.at(noticeFor(cookie.autoLogin(request, response)),
                                        Destination.of(request))))
                        .accessDeniedHandler((request, response, denied) -> askAgain(request, response,
                                denied instanceof CsrfException ? Notice.STALE : Notice.NOT_ALLOWED)))
                .addFilterBefore(new CrossSiteFilter(crossSite), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        .sessionAuthenticationStrategy(KEEPING_THE_TOKEN))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(PageHeaders.ofTheDesk(products.pictureOrigin()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Whom the desk does not know, or knows and does not let in: Spring asks both for a fuller sign-in. */
    private static Notice noticeFor(@Nullable Authentication signedIn) {
        return signedIn == null ? Notice.NONE : Notice.NOT_ALLOWED;
    }

    private static CookieCsrfTokenRepository csrfTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("doorstep-csrf");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return tokens;
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException failure) throws IOException, ServletException {
        if (failure instanceof AuthenticationRefused refused) {
            response.setStatus(refused.status());
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(refused.retryAfterSeconds()));
            request.setAttribute(SignInPage.WAIT_NOTICE, new Wait(reasonOf(refused), refused.retryAfterSeconds()));
            request.getRequestDispatcher(SignInPage.WAIT_PATH).forward(request, response);
        } else {
            askAgain(request, response, Notice.WRONG);
        }
    }

    private static String reasonOf(AuthenticationRefused refused) {
        return switch (refused.why()) {
            case FAILURES -> "failures";
            case AT_ONCE -> "at-once";
            case BUSY -> "busy";
        };
    }

    private static void askAgain(HttpServletRequest request, HttpServletResponse response, Notice notice)
            throws IOException {
        response.sendRedirect(SignInPage.at(notice, Destination.wantedBy(request)));
    }
}
