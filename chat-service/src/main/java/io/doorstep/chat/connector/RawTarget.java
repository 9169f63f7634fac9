package io.doorstep.chat.connector;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.Request;
import org.apache.tomcat.util.buf.ByteChunk;

/**
 * The path of a sockets' request as its client wrote it. Where Tomcat could not decode or normalise one, or would read it
 * as another, it gets to see a harmless one instead.
 */
public final class RawTarget {
    private static final String ATTRIBUTE = RawTarget.class.getName();
    private static final String HARMLESS = "/ws/-/-";
    private static final byte[] HARMLESS_BYTES = HARMLESS.getBytes(StandardCharsets.US_ASCII);

    private RawTarget() {}

    /** The path of a request without its query, still encoded. */
    public static String of(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(HARMLESS) && request.getAttribute(ATTRIBUTE) instanceof String raw ? raw : path;
    }

    /** Whether a path is that of a socket, however it goes on. */
    public static boolean isSocket(String path) {
        return path.startsWith("/ws/") || path.startsWith("/ws%");
    }

    static boolean isSocket(ByteChunk path) {
        return path.startsWith("/ws/", 0) || path.startsWith("/ws%", 0);
    }

    /** Hides from Tomcat a path that it may not like. */
    static void protect(Request request) {
        ByteChunk path = request.requestURI().getByteChunk();
        if (!isPlain(path)) {
            request.setAttribute(ATTRIBUTE,
                    new String(path.getBytes(), path.getStart(), path.getLength(), StandardCharsets.UTF_8));
            request.requestURI().setBytes(HARMLESS_BYTES, 0, HARMLESS_BYTES.length);
        }
    }

    /** Letters, digits, hyphens, underscores, single slashes, and dots that do not begin a segment. */
    private static boolean isPlain(ByteChunk path) {
        byte[] bytes = path.getBytes();
        byte previous = 0;
        for (int i = path.getStart(); i < path.getEnd(); i++) {
            byte b = bytes[i];
            boolean special = b == '/' || b == '.';
            if (special ? previous == '/' : !isWordCharacter(b)) {
                return false;
            }
            previous = b;
        }
        return true;
    }

    private static boolean isWordCharacter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }
}
