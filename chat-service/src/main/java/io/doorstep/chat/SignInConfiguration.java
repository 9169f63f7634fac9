package io.doorstep.chat;

import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.web.Destination;
import io.doorstep.chat.web.SignInPage;
import io.doorstep.chat.web.SignInPage.Notice;
import io.doorstep.events.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;

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
    SecurityFilterChain peopleChain(HttpSecurity http, DoorstepSettings settings, UserDetailsService users,
            ClientResolver clients) {
        DoorstepSettings.SignIn signIn = settings.signIn();
        var cookie = new SignInCookie(settings.secretText(), users, signIn.lifetime(), clients);
        var gate = new SignInGate(clients, RateLimit.of(signIn.failures(), signIn.window()));
        return http.securityMatcher(FOR_PEOPLE)
                .authorizeHttpRequests(calls -> calls
                        .requestMatchers("/desk", "/desk/**").hasAnyRole("agent", "operator")
                        .anyRequest().permitAll())
                .formLogin(form -> form.loginPage(SignInPage.PATH).usernameParameter("name")
                        .successHandler((request, response, _) -> {
                            SignInGate.giveBack(request);
                            response.sendRedirect(Destination.wantedBy(request));
                        })
                        .failureHandler((request, response, _) -> askAgain(request, response, Notice.WRONG)))
                .logout(out -> out.logoutUrl("/sign-out")
                        .logoutSuccessUrl(SignInPage.at(Notice.SIGNED_OUT, Destination.DESK)))
                .rememberMe(kept -> kept.rememberMeServices(cookie).key(cookie.getKey()))
                .exceptionHandling(refused -> refused
                        .authenticationEntryPoint((request, response, _) -> response
                                .sendRedirect(SignInPage.at(noticeFor(cookie.autoLogin(request, response)),
                                        Destination.of(request))))
                        .accessDeniedHandler((request, response, denied) -> askAgain(request, response,
                                denied instanceof CsrfException ? Notice.STALE : Notice.NOT_ALLOWED)))
                .addFilterBefore(gate, UsernamePasswordAuthenticationFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        .sessionAuthenticationStrategy(KEEPING_THE_TOKEN))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(PageHeaders.OF_THE_DESK)
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

    private static void askAgain(HttpServletRequest request, HttpServletResponse response, Notice notice)
            throws IOException {
        response.sendRedirect(SignInPage.at(notice, Destination.wantedBy(request)));
    }
}
