package io.doorstep.support.kafka;

import org.apache.kafka.common.header.Headers;

/**
 * Headers for a record that is about to be made. Kafka's clients take headers where a record is constructed and have no public
 * way to construct any, so that this is the one class that knows theirs.
 */
public final class RecordHeaders {

    private RecordHeaders() {}

    /** None yet. */
    public static Headers empty() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }

    /** The same headers in the same order, to be changed on their own. */
    public static Headers copyOf(Headers headers) {
        return new org.apache.kafka.common.header.internals.RecordHeaders(headers.toArray());
    }
}
