package io.doorstep.support.security;

import io.doorstep.support.web.ProblemAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses requests that another site's page made a browser send, which would have added what it remembers of its user. */
public final class CrossSiteFilter extends OncePerRequestFilter {
    private final CrossSite crossSite;

    public CrossSiteFilter(CrossSite crossSite) {
        this.crossSite = crossSite;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (crossSite.wouldChangeSomething(request)) {
            ProblemAnswer.write(response, HttpServletResponse.SC_FORBIDDEN,
                    "Origin is not ours: another site's page may not change anything.");
        } else {
            chain.doFilter(request, response);
        }
    }
}
