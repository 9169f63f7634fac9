package io.doorstep.support.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Tells requests that another site's page made the browser send.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
public final class CrossSite {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private CrossSite() {}

    /** Those from elsewhere that do not only read. */
    public static boolean wouldChangeSomething(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return !READING.contains(request.getMethod()) && site != null && !site.equals("same-origin")
                && !site.equals("none");
    }
}
