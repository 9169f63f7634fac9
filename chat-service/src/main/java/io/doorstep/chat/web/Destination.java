package io.doorstep.chat.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody who signs in wanted to go: a page of this host that asks for it, and never anywhere else. */
public final class Destination {
    public static final String DESK = "/desk";

    static final String PARAMETER = "to";
    private static final Pattern KNOWN = Pattern.compile("/desk(\\?[A-Za-z0-9._~=&%-]{0,500})?");

    private Destination() {}

    static String of(@Nullable String written) {
        return written != null && KNOWN.matcher(written).matches() ? written : DESK;
    }

    /** The page that was asked for. */
    public static String of(HttpServletRequest request) {
        String query = request.getQueryString();
        return of(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }

    /** The page that was asked for before the form. */
    public static String wantedBy(HttpServletRequest request) {
        return of(request.getParameter(PARAMETER));
    }
}
