package io.doorstep.support.kafka;

/** Whether Kafka answers. */
public enum Contact {
    /** It has not answered since the start, and has had too little time to be held to be away. */
    CONNECTING,
    ANSWERS,
    SILENT
}
