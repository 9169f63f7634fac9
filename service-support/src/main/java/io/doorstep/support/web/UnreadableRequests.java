package io.doorstep.support.web;

import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.multipart.MultipartException;

/** Exceptions that say that a client has sent what can't be read, and not that anything here is at fault. */
final class UnreadableRequests {
    private UnreadableRequests() {}

    static boolean areToldBy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidParameterException || cause instanceof BadRequestException
                    || cause instanceof MultipartException) {
                return true;
            }
        }
        return false;
    }
}
