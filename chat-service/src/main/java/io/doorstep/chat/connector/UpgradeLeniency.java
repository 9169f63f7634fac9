package io.doorstep.chat.connector;

import io.doorstep.support.connector.RequestLeniency;
import org.apache.coyote.Request;
import org.apache.tomcat.util.http.MimeHeaders;

/** Reads whatever may be an upgrade, before the rest of it is looked at. */
final class UpgradeLeniency implements RequestLeniency {

    /** A GET of a socket that has no body. A body's length is never guessed. */
    @Override
    public boolean forgivesHost(Request request) {
        MimeHeaders headers = request.getMimeHeaders();
        return "GET".equals(request.getMethod()) && !request.requestURI().isNull()
                && RawTarget.isSocket(request.requestURI().getByteChunk())
                && headers.getValue("transfer-encoding") == null && headers.getValue("content-length") == null
                && Tokens.contain(headers.values("upgrade"), "websocket");
    }

    /** Hides from Tomcat the path of a socket that it may not like. */
    @Override
    public boolean takesPath(Request request) {
        boolean ofASocket = RawTarget.isSocket(request.requestURI().getByteChunk());
        if (ofASocket) {
            RawTarget.protect(request);
        }
        return ofASocket;
    }
}
