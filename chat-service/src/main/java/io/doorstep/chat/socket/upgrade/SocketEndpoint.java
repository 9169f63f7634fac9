package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.admission.Attempt;
import jakarta.servlet.http.HttpServletRequest;

/** A path at which sockets are opened. */
interface SocketEndpoint {

    /** @param path of a request, as it was written */
    boolean isFor(String path);

    /** Whether somebody who opens it without wanting a socket is told what it is; else there is nothing here. */
    default boolean isKnown(String path) {
        return isFor(path);
    }

    /** Who tries to open what. */
    Wanted read(HttpServletRequest request, String path);

    /** A socket that is wanted. */
    record Wanted(Attempt attempt, CallerIdentity caller) {}
}
