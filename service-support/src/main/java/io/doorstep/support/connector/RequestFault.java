package io.doorstep.support.connector;

import io.doorstep.support.web.Problem;
import java.util.Locale;

/** What can be wrong with a request before anybody looks at what it asks for. Of an enum, so that few can be told apart. */
public interface RequestFault {

    /** What its client is told. */
    Problem problem();

    /** As an enum has it. */
    String name();

    /** Of meters and logs. */
    default String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
