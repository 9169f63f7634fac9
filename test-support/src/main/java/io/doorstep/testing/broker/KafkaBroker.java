package io.doorstep.testing.broker;

/**
 * A real Kafka broker for tests, given by {@link KafkaBrokerExtension}. As a parameter of this type it is shared by all
 * tests of the run: use topics, groups and keys of your own.
 */
public interface KafkaBroker extends AutoCloseable {

    /** What clients set as {@code bootstrap.servers}. */
    String bootstrapServers();

    @Override
    void close();
}
