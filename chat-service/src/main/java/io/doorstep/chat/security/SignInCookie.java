package io.doorstep.chat.security;

import io.doorstep.chat.client.Signature;
import io.doorstep.chat.web.SignInPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.rememberme.TokenBasedRememberMeServices;

/**
 * The sign-in itself: a cookie with the user's name and the time at which it ends, signed with a key that all instances
 * share and the user's password hash. No instance keeps anything, so any of them may stop; a changed password ends it.
 */
final class SignInCookie extends TokenBasedRememberMeServices {
    private static final String NAME = "doorstep-sign-in";

    SignInCookie(String secret, UserDetailsService users, Duration lifetime) {
        super(Base64.getEncoder().encodeToString(Signature.derivedFrom(secret, "sign-in").sign()), users);
        setCookieName(NAME);
        setAlwaysRemember(true);
        setTokenValiditySeconds((int) lifetime.toSeconds());
    }

    @Override
    protected void setCookie(String[] tokens, int maxAge, HttpServletRequest request, HttpServletResponse response) {
        write(encodeCookie(tokens), maxAge, request, response);
    }

    /** A sign-in that fails leaves the one there was: whoever is to wait need not leave the desk. */
    @Override
    protected void cancelCookie(HttpServletRequest request, HttpServletResponse response) {
        if (!isSignIn(request)) {
            write("", 0, request, response);
        }
    }

    private static boolean isSignIn(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals(SignInPage.PATH);
    }

    private void write(String value, int maxAge, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(NAME, value).path("/").maxAge(maxAge)
                .httpOnly(true).sameSite("Strict").secure(request.isSecure()).build().toString());
    }
}
