package io.doorstep.stack.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InProcessBrokerTests {
    private static final String TOPIC = "kept";

    @TempDir
    private Path folder;

    @Test
    void recordsAndTopicsAreThere_whenStartedAgainOnTheSameFolderAndPort() throws Exception {
        int port;
        try (InProcessBroker broker = InProcessBroker.start(folder, 0)) {
            port = broker.port();
            createTopic(broker);
            sendInTransaction(broker, "one");
        }
        try (InProcessBroker broker = InProcessBroker.start(folder, port)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            sendInTransaction(broker, "two");
            assertThat(values(broker, 2)).containsExactly("one", "two");
        }
    }

    @Test
    void portIsFree_whenStopped() throws Exception {
        InProcessBroker broker = InProcessBroker.start(folder, 0);
        broker.close();

        try (ServerSocket socket = new ServerSocket(broker.port(), 1, InetAddress.ofLiteral(InProcessBroker.HOST))) {
            assertThat(socket.getLocalPort()).isEqualTo(broker.port());
        }
    }

    @Test
    void refuses_whenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(InProcessBroker.HOST))) {
            assertThatThrownBy(() -> InProcessBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void jvmGoesOn_whenKafkaWantsToEndIt() {
        InProcessBroker.start(folder, 0).close();

        assertThatThrownBy(() -> Exit.halt(1, "disk full")).hasMessageContaining("disk full");
    }

    private static void createTopic(InProcessBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void sendInTransaction(InProcessBroker broker, String value) throws Exception {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "writer");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> values(InProcessBroker broker, int count) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
