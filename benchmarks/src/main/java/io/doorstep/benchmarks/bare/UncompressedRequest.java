package io.doorstep.benchmarks.bare;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A request that asks for no extension of the WebSocket protocol, whatever it came with. */
final class UncompressedRequest extends HttpServletRequestWrapper {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private UncompressedRequest(HttpServletRequest request) {
        super(request);
    }

    static ServletRequest of(ServletRequest request) {
        return request instanceof HttpServletRequest http ? new UncompressedRequest(http) : request;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return EXTENSIONS.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return EXTENSIONS.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !EXTENSIONS.equalsIgnoreCase(name)).toList());
    }
}
