package io.doorstep.support.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A request whose {@code Accept} is empty or can't be read, shown as one that has none, which RFC 9110, 12.5.1 allows: its answer would
 * have no body otherwise, not even one that says what is wrong.
 */
final class ReadableAccept extends HttpServletRequestWrapper {
    private ReadableAccept(HttpServletRequest request) {
        super(request);
    }

    static HttpServletRequest of(HttpServletRequest request) {
        return isReadable(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))
                ? request
                : new ReadableAccept(request);
    }

    private static boolean isReadable(List<String> accept) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            types.forEach(MediaType::getCharset);
            return accept.isEmpty() || !types.isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isAccept(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isAccept(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    private static boolean isAccept(String name) {
        return name.equalsIgnoreCase(HttpHeaders.ACCEPT);
    }
}
