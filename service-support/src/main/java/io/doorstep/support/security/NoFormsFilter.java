package io.doorstep.support.security;

import io.doorstep.support.web.ProblemAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what an HTML form can send, with a body or without: a page of any site may send those types without asking, and
 * an API that speaks JSON has no use for them.
 */
public final class NoFormsFilter extends OncePerRequestFilter {
    private static final Set<String> OF_FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data",
            "text/plain");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!CrossSite.isReading(request) && isForm(request)) {
            response.setHeader(HttpHeaders.ACCEPT, "application/json");
            ProblemAnswer.write(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "the body must be application/json, not what a form sends");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE)).stream()
                .anyMatch(header -> OF_FORMS.contains(typeOf(header)));
    }

    private static String typeOf(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
