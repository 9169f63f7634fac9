package io.doorstep.support.connector;

import io.doorstep.support.web.Problem;

/** What can be wrong with a request before anybody looks at what it asks for. Of an enum, so that few can be told apart. */
public interface RequestFault {

    /** What its client is told. */
    Problem problem();

    /** Of meters and logs. */
    String tag();
}
