package io.doorstep.support.connector;

import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.http.parser.HttpParser;

/** What Tomcat takes as the path of a page or a call: what RFC 3986 has, and no encoded slash or backslash. */
final class PathRules {
    private static final HttpParser STRICT = new HttpParser(null, null);
    private static final int SLASH = 0x2f;
    private static final int BACKSLASH = 0x5c;

    private PathRules() {}

    static boolean isWellFormed(ByteChunk path) {
        byte[] bytes = path.getBytes();
        for (int i = path.getStart(); i < path.getEnd(); i++) {
            if (bytes[i] == '%' ? !isEscape(bytes, i, path.getEnd()) : !STRICT.isAbsolutePathRelaxed(bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEscape(byte[] bytes, int percent, int end) {
        if (percent + 2 >= end) {
            return false;
        }
        int high = Character.digit(bytes[percent + 1], 16);
        int low = Character.digit(bytes[percent + 2], 16);
        int escaped = high * 16 + low;
        return high >= 0 && low >= 0 && escaped != 0 && escaped != SLASH && escaped != BACKSLASH;
    }
}
