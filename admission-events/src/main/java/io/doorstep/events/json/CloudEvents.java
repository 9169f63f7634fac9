package io.doorstep.events.json;

/** Names of the headers that carry CloudEvents attributes on Kafka. */
final class CloudEvents {
    static final String SPECVERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String TIME = "ce_time";
    /** The CloudEvents sequence extension. */
    static final String SEQUENCE = "ce_sequence";
    /** An extension of Doorstep's own. */
    static final String CLIENT_KEY_ID = "ce_clientkeyid";
    static final String CONTENT_TYPE = "content-type";

    private CloudEvents() {}
}
