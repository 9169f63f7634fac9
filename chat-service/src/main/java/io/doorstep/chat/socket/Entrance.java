package io.doorstep.chat.socket;

import io.doorstep.chat.admission.Attempt;
import jakarta.servlet.http.HttpServletRequest;

/** A path at which sockets are opened. */
interface Entrance {

    /** @param path of a request, as it was written */
    boolean isFor(String path);

    /** Who tries to open what. */
    Wanted read(HttpServletRequest request, String path);

    /** A socket that is wanted. */
    record Wanted(Attempt attempt, Caller caller) {}
}
