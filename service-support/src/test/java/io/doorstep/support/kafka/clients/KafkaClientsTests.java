package io.doorstep.support.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.doorstep.events.EventEnvelope;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.MicrometerProducerListener;

/** Clients whose broker is nowhere: making and closing them asks nobody. */
class KafkaClientsTests {
    private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private KafkaClients clients(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(NOWHERE);
        config.putAll(more);
        var producers = new DefaultKafkaProducerFactory<Object, Object>(config);
        producers.addListener(new MicrometerProducerListener<>(meters));
        var consumers = new DefaultKafkaConsumerFactory<Object, Object>(config);
        consumers.addListener(new MicrometerConsumerListener<>(meters));
        return new KafkaClients(producers, consumers, new KafkaAdmin(config), "door");
    }

    private Supplier<Producer<String, byte[]>> producers(Map<String, Object> more) {
        return clients(more).producers("events", Map.of("linger.ms", 7), StringSerializer::new,
                ByteArraySerializer::new);
    }

    private List<String> clientsOf(String meter) {
        return meters.find(meter).meters().stream().map(Meter::getId).map(id -> String.valueOf(id.getTag("client.id")))
                .toList();
    }

    @Test
    void metersOfAProducer_comeAndGoWithIt() {
        Supplier<Producer<String, byte[]>> producers = producers(Map.of());
        for (int i = 0; i < 5; i++) {
            Producer<String, byte[]> one = producers.get();
            Producer<String, byte[]> other = producers.get();
            assertThat(clientsOf("kafka.producer.record.send.total")).hasSize(2).doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("door-events-\\d+"));
            one.close(Duration.ZERO);
            assertThat(clientsOf("kafka.producer.record.send.total")).hasSize(1);
            other.close();
            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Test
    void metersOfAConsumer_comeAndGoWithIt() {
        Supplier<Consumer<String, @Nullable EventEnvelope>> consumers = clients(Map.of("client.id", "mine"))
                .followers("limits");
        for (int i = 0; i < 5; i++) {
            Consumer<String, @Nullable EventEnvelope> one = consumers.get();
            Consumer<String, @Nullable EventEnvelope> other = consumers.get();
            assertThat(clientsOf("kafka.consumer.connection.count")).hasSize(2).doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("mine-limits-\\d+"));
            one.close(CloseOptions.timeout(Duration.ZERO));
            assertThat(clientsOf("kafka.consumer.connection.count")).hasSize(1);
            other.close();
            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Test
    void metersGo_whereAProducerCannotBeClosedInOrder() {
        Producer<String, String> producer = clients(Map.of()).<String, String>producers("events", Map.of(),
                StringSerializer::new, () -> new StringSerializer() {
                    @Override
                    public void close() {
                        throw new IllegalStateException("no");
                    }
                }).get();
        assertThat(meters.getMeters()).isNotEmpty();
        assertThatThrownBy(() -> producer.close(Duration.ZERO)).isInstanceOf(KafkaException.class);
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void admin_isClosedInTime_whereItsThreadHangs() throws InterruptedException {
        Admin admin = clients(Map.of()).admin(Map.of("default.api.timeout.ms", 200, "request.timeout.ms", 200));
        var hangs = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var _ = admin.describeCluster().nodes().whenComplete((_, _) -> {
            hangs.countDown();
            try {
                boolean _ = released.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> KafkaClients.close(admin));
        released.countDown();
    }

    @Test
    void servers_areThoseOfTheSettings() {
        assertThat(clients(Map.of()).servers()).isEqualTo("127.0.0.1:1");
    }
}
