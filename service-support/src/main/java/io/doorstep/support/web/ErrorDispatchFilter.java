package io.doorstep.support.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Answers what ended in an error: with a problem, or for browsers with the service's error page. It stands before what
 * reads the request's other headers, which may be what is wrong with it.
 */
public final class ErrorDispatchFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final boolean pages;

    private ErrorDispatchFilter(boolean pages) {
        this.pages = pages;
    }

    /** @param pages whether there is an error page for browsers, at the error path */
    public static FilterRegistrationBean<ErrorDispatchFilter> registration(boolean pages) {
        var registration = new FilterRegistrationBean<>(new ErrorDispatchFilter(pages));
        registration.setDispatcherTypes(DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return registration;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (pages && isBrowser(request)) {
            chain.doFilter(new OfBrowser(request), response);
        } else {
            ErrorStatus error = ErrorStatus.of(request);
            ProblemAnswer.write(response, error.status(), error.detail());
        }
    }

    private static boolean isBrowser(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    /** Accepts HTML, and says nothing else that could be wrong. */
    private static final class OfBrowser extends HttpServletRequestWrapper {
        OfBrowser(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isAccept(name) ? MediaType.TEXT_HTML_VALUE : null;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isAccept(name)
                    ? Collections.enumeration(List.of(MediaType.TEXT_HTML_VALUE))
                    : Collections.emptyEnumeration();
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(List.of(HttpHeaders.ACCEPT));
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        private static boolean isAccept(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT);
        }
    }
}
