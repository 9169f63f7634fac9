package io.doorstep.chat.connector;

import io.doorstep.support.web.Problem;
import java.util.Locale;

/** What can be wrong with a request before anybody looks at what it asks for. */
public enum RequestFault {
    REQUEST_LINE(400,
            "The request line cannot be read: it is a method, an address and HTTP/1.1, with one space between"),
    PROTOCOL(400, "Only HTTP/1.1 and HTTP/1.0 are spoken here"),
    TARGET_TOO_LONG(414, "The address is too long: a request has 32 KB for it and all headers"),
    HEAD_TOO_LARGE(431, "The headers are too large: a request has 32 KB for them; cookies are often what fills it"),
    TOO_MANY_HEADERS(431, "The request has too many headers: 200 and a few more are read"),
    HEADER(400, "A header cannot be read: a name is letters, digits and hyphens, then comes a colon, and no control "
            + "character in the value"),
    HOST(400, "The Host header is missing, is there more than once, is no host, or is not that of the address"),
    PATH(400, "The path has a character or an escape that no address has; write it as % and two hexadecimal digits"),
    BODY(400, "How long the body is cannot be read: Content-Length and Transfer-Encoding contradict or are unknown"),
    EXPECTATION(417, "The only expectation that is met is 100-continue"),
    HEAD_TIMEOUT(408, "The request did not come to its end in time"),
    METHOD(405, "A WebSocket is opened with GET"),
    NO_UPGRADE(426,
            "This is the address of a WebSocket, which a browser's page or a program opens; there is nothing to "
                    + "read here"),
    CONNECTION_DROPPED(400, "This asks for a WebSocket without saying `Connection: Upgrade`: a proxy in front seems to "
            + "drop `Connection: Upgrade`. " + ProxyAdvice.SENTENCE),
    UPGRADE_DROPPED(426,
            "This asks for a WebSocket without saying `Upgrade: websocket`: a proxy in front seems to drop "
                    + "`Upgrade: websocket`. " + ProxyAdvice.SENTENCE),
    VERSION(426, "Only version 13 of the WebSocket protocol is spoken here: Sec-WebSocket-Version must be 13"),
    KEY(400, "Sec-WebSocket-Key is missing or is not 16 bytes in base64 (24 characters): a client makes a new one for each "
            + "connection, and a proxy must pass it on"),
    OTHER(400, "This is no request that can be answered");

    private final int status;
    private final String detail;

    RequestFault(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    public Problem problem() {
        return new Problem(status, detail);
    }

    /** Of meters. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a proxy that is set up wrongly does this. */
    boolean isOfAProxy() {
        return this == CONNECTION_DROPPED || this == UPGRADE_DROPPED;
    }
}
