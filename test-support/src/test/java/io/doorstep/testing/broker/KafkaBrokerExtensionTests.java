package io.doorstep.testing.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBrokerExtension.class)
class KafkaBrokerExtensionTests {

    @Test
    void sharedBrokerIsTheSame_whenAskedForTwice(KafkaBroker one, KafkaBroker other) throws Exception {
        String topic = "extension-" + UUID.randomUUID();
        createTopic(one, topic);

        assertThat(other).isSameAs(one);
        assertThat(topics(other)).contains(topic);
    }

    @Test
    void stoppableBrokersAreApart_whenAskedForTwice(StoppableBroker one, StoppableBroker other) {
        assertThat(other.bootstrapServers()).isNotEqualTo(one.bootstrapServers());
    }

    @Test
    void topicsAreThere_whenStoppedAndStarted(StoppableBroker broker) throws Exception {
        createTopic(broker, "kept");
        String address = broker.bootstrapServers();

        broker.stop();
        assertThatThrownBy(() -> topics(broker)).isInstanceOf(ExecutionException.class);
        broker.start();

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        assertThat(topics(broker)).containsExactly("kept");
    }

    @Test
    void clientIsServedAgain_whenTheBrokerReturns(StoppableBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            broker.stop();
            broker.start();

            assertThat(admin.listTopics().names().get()).containsExactly("kept");
        }
    }

    private static void createTopic(KafkaBroker broker, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static Iterable<String> topics(KafkaBroker broker) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "request.timeout.ms",
                5000, "default.api.timeout.ms", 5000);
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get();
        }
    }
}
