package io.doorstep.chat.connector;

import org.apache.coyote.Request;
import org.apache.tomcat.util.http.MimeHeaders;

/** Whether a request can be read as an upgrade, before the rest of it is looked at. */
final class UpgradeHeaders {
    private UpgradeHeaders() {}

    /** A GET of a socket that has no body. A body's length is never guessed. */
    static boolean ask(Request request) {
        MimeHeaders headers = request.getMimeHeaders();
        return "GET".equals(request.getMethod()) && !request.requestURI().isNull()
                && RawTarget.isSocket(request.requestURI().getByteChunk())
                && headers.getValue("transfer-encoding") == null && headers.getValue("content-length") == null
                && Tokens.contain(headers.values("upgrade"), "websocket");
    }
}
