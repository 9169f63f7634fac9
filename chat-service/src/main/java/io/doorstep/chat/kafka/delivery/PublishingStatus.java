package io.doorstep.chat.kafka.delivery;

import io.doorstep.support.kafka.Contact;
import java.util.Optional;

/** How publishing goes. */
public interface PublishingStatus {

    /** Whether Kafka answers at all. */
    Contact contact();

    /** Where Kafka is. */
    String server();

    /** In words, what is wrong with Kafka, its topics, or how they are followed; empty where nothing is. */
    Optional<String> trouble();

    /** In words, what was wrong a moment ago and has cost something. */
    Optional<String> note();

    /** Whether Kafka has been reached since the start. */
    boolean hasBeenReached();

    /** Whether Kafka has been reached and takes what it is given. */
    boolean isConnected();

    long published();

    /** Events on disk that Kafka has not taken yet. */
    long spooled();

    /** What they take on disk, about. */
    long spooledBytes();

    /** Events that have been put on disk since the start. */
    long spooledSinceStart();

    /** Whether events that Kafka does not take go to disk. */
    boolean isSpooling();

    /** In words, why the disk does not keep events; empty where it does, or is not meant to. */
    Optional<String> spoolTrouble();

    /** Events that were lost: for want of room, or refused by Kafka for good. */
    long dropped();

    /** Whether any was lost within the last minute. */
    boolean hasDroppedLately();

    /** Events in memory that Kafka has not taken yet. */
    long waiting();
}
