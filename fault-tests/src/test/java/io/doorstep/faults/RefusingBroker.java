package io.doorstep.faults;

import io.doorstep.events.Topic;
import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Folders;
import io.doorstep.testing.machine.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** A broker of a test's own that lets topics be deleted, and lets none be made for as long as it is told to. */
final class RefusingBroker implements KafkaBroker {
    private static volatile boolean refuses;

    private final Path folder = Folders.temporary("doorstep-refusing");
    private final InProcessBroker running = InProcessBroker.start(folder, Ports.free(),
            Map.of("create.topic.policy.class.name", Policy.class.getName()));

    /** What the broker asks before it makes a topic. */
    public static final class Policy implements CreateTopicPolicy {

        @Override
        public void validate(RequestMetadata request) {
            if (refuses) {
                throw new PolicyViolationException("not today");
            }
        }

        @Override
        public void configure(Map<String, ?> configs) {
            refuses = false;
        }

        @Override
        public void close() {
            refuses = false;
        }
    }

    void refuse(boolean whether) {
        refuses = whether;
    }

    static void delete(KafkaBroker broker, Topic topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic.topicName())).all().get();
        }
    }

    @Override
    public String bootstrapServers() {
        return running.bootstrapServers();
    }

    @Override
    public void close() {
        running.close();
        Folders.delete(folder);
    }
}
