package io.doorstep.support.connector;

import org.apache.coyote.Request;

/** What a service reads although Tomcat would refuse it, so as to say itself what is wrong with it. */
public interface RequestLeniency {
    /** Nothing. */
    RequestLeniency NONE = new RequestLeniency() {};

    /** Whether a request, whose head has been read, is passed on although its Host is missing or odd. */
    default boolean forgivesHost(Request request) {
        return false;
    }

    /** Whether a request's path is passed on whatever it is; the service may give the container another one to see. */
    default boolean takesPath(Request request) {
        return false;
    }
}
