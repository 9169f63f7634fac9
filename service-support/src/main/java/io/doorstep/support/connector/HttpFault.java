package io.doorstep.support.connector;

import io.doorstep.support.web.Problem;

/** What can be wrong with any request of HTTP/1.1. */
enum HttpFault implements RequestFault {
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
    OTHER(400, "This is no request that can be answered");

    private final int status;
    private final String detail;

    HttpFault(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    @Override
    public Problem problem() {
        return new Problem(status, detail);
    }
}
