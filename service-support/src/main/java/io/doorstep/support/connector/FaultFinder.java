package io.doorstep.support.connector;

import jakarta.servlet.RequestDispatcher;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;

/** Finds out what Tomcat has found wrong with a request: it tells no more than a status and an exception. */
final class FaultFinder {
    private static final String TOO_LARGE = StringManager.getManager(Http11InputBuffer.class)
            .getString("iib.requestheadertoolarge.error");
    /** Half of a head: what is longer is what fills it. */
    private static final int LONG_TARGET = 16 * 1024;
    private static final int EXPECTATION_FAILED = 417;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private FaultFinder() {}

    /** @param inHead whether the head could not be read to its end */
    static HttpFault of(Request request, Response response, boolean inHead) {
        if (inHead && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            return ofHead(request, thrown);
        }
        return switch (response.getStatus()) {
            case VERSION_NOT_SUPPORTED -> HttpFault.PROTOCOL;
            case EXPECTATION_FAILED -> HttpFault.EXPECTATION;
            case NOT_IMPLEMENTED -> HttpFault.BODY;
            default -> saysHowLongItsBodyIs(request) ? HttpFault.BODY : HttpFault.HOST;
        };
    }

    private static HttpFault ofHead(Request request, Throwable thrown) {
        boolean hasTarget = !request.requestURI().isNull();
        if (TOO_LARGE.equals(thrown.getMessage())) {
            return hasTarget && lengthOfTarget(request) < LONG_TARGET
                    ? HttpFault.HEAD_TOO_LARGE
                    : HttpFault.TARGET_TOO_LONG;
        }
        if (thrown instanceof IllegalStateException) {
            return HttpFault.TOO_MANY_HEADERS;
        }
        return hasTarget && !request.protocol().isNull() ? HttpFault.HEADER : HttpFault.REQUEST_LINE;
    }

    private static int lengthOfTarget(Request request) {
        return request.requestURI().getLength() + Math.max(0, request.queryString().getLength());
    }

    private static boolean saysHowLongItsBodyIs(Request request) {
        MimeHeaders headers = request.getMimeHeaders();
        return headers.getValue("transfer-encoding") != null || headers.getValue("content-length") != null;
    }
}
