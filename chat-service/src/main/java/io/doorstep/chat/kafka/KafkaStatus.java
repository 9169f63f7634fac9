package io.doorstep.chat.kafka;

/** How publishing goes. */
public interface KafkaStatus {

    /** Whether Kafka has been reached and takes what it is given. */
    boolean isConnected();

    long published();

    /** Events on disk that Kafka has not taken yet. */
    long spooled();

    /** Events that were lost for want of room. */
    long dropped();

    /** Events in memory that Kafka has not taken yet. */
    long waiting();
}
