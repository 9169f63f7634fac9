package io.doorstep.testing.broker;

import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.machine.Folders;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The one broker of a run of tests: in Docker where Docker answers and has the image, else in this JVM. */
final class SharedBroker implements KafkaBroker {
    private static final String IMAGE = "apache/kafka:4.2.2";

    private final String bootstrapServers;
    private final Runnable stop;

    private SharedBroker(String bootstrapServers, Runnable stop) {
        this.bootstrapServers = bootstrapServers;
        this.stop = stop;
    }

    static SharedBroker start() {
        return BrokerKind.forced().map(SharedBroker::forced).orElseGet(SharedBroker::whicheverWorks);
    }

    private static SharedBroker forced(BrokerKind kind) {
        String because = BrokerKind.PROPERTY + " asks for it";
        return switch (kind) {
            case DOCKER -> inDocker(because);
            case IN_PROCESS -> inProcess(because);
        };
    }

    private static SharedBroker whicheverWorks() {
        try {
            return DockerClientFactory.instance().isDockerAvailable()
                    ? inDocker("Docker answers")
                    : inProcess("Docker does not answer");
        } catch (RuntimeException e) {
            return inProcess("Docker answers, but does not start " + IMAGE + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static SharedBroker inDocker(String because) {
        KafkaContainer container = new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        return announce(new SharedBroker(container.getBootstrapServers(), container::stop), IMAGE + " in Docker",
                because);
    }

    private static SharedBroker inProcess(String because) {
        Path folder = Folders.temporary("doorstep-broker");
        InProcessBroker broker = InProcessBroker.start(folder, 0);
        Runnable stop = () -> {
            broker.close();
            Folders.delete(folder);
        };
        return announce(new SharedBroker(broker.bootstrapServers(), stop), "in this JVM", because);
    }

    private static SharedBroker announce(SharedBroker broker, String where, String because) {
        System.out.println("The tests' Kafka broker runs " + where + ", because " + because + ".");
        return broker;
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        stop.run();
    }
}
