package io.doorstep.support.security;

import io.doorstep.support.forwarding.TrustedProxies;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;

/**
 * Shows requests as secure where a trusted proxy has ended TLS, so that cookies are {@code Secure} and HSTS is sent. Of
 * several proxies any may have ended it.
 */
public final class ForwardedScheme extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final String header;
    private final Pattern https;
    private final transient Predicate<String> trusted;

    private ForwardedScheme(String header, Pattern https, Predicate<String> trusted) {
        this.header = header;
        this.https = https;
        this.trusted = trusted;
    }

    /** Outside of all that asks whether a request is secure. */
    public static FilterRegistrationBean<ForwardedScheme> registration(TrustedProxies proxies) {
        var registration = new FilterRegistrationBean<>(switch (proxies.header()) {
            case X_FORWARDED_FOR -> ofXForwardedProto(proxies::include);
            case FORWARDED -> ofForwarded(proxies::include);
        });
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return registration;
    }

    /** @param trusted whether what a peer's address says of others is believed */
    static ForwardedScheme ofXForwardedProto(Predicate<String> trusted) {
        return new ForwardedScheme("X-Forwarded-Proto", Pattern.compile("(^|,)\\s*(https|wss)\\s*(,|$)",
                Pattern.CASE_INSENSITIVE), trusted);
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239</a> */
    static ForwardedScheme ofForwarded(Predicate<String> trusted) {
        return new ForwardedScheme("Forwarded",
                Pattern.compile("(^|[;,])\\s*proto=(https|wss|\"https\"|\"wss\")\\s*([;,]|$)",
                        Pattern.CASE_INSENSITIVE),
                trusted);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(!request.isSecure() && isHttps(request) ? new Secure(request) : request, response);
    }

    private boolean isHttps(HttpServletRequest request) {
        return Collections.list(request.getHeaders(header)).stream().anyMatch(value -> https.matcher(value).find())
                && trusted.test(request.getRemoteAddr());
    }

    private static final class Secure extends HttpServletRequestWrapper {
        private static final int HTTP_PORT = 80;
        private static final int HTTPS_PORT = 443;

        Secure(HttpServletRequest request) {
            super(request);
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getScheme() {
            return "https";
        }

        /** Where none is written, that of the scheme. */
        @Override
        public int getServerPort() {
            int port = super.getServerPort();
            return port == HTTP_PORT ? HTTPS_PORT : port;
        }
    }
}
