package io.doorstep.benchmarks.bare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Greets, and sends each text through Kafka before all sockets of its path get it back, the writer's too: what a record
 * and a second frame cost, with nothing around them. The thread that reads the topic also writes to the sockets.
 */
final class Relay extends TextWebSocketHandler {
    private static final String TOPIC = "bare.texts";
    /** As many as {@code chat.messages} has. */
    private static final int PARTITIONS = 12;

    private final ConcurrentHashMap<String, List<WebSocketSession>> sessions = new ConcurrentHashMap<>();
    private final KafkaProducer<String, String> producer;

    Relay(String bootstrapServers) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0);
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        Thread.ofPlatform().daemon().name("relay").start(() -> follow(bootstrapServers));
    }

    private void follow(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(), new StringDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(TOPIC, number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::deliver);
            }
        }
    }

    private void deliver(ConsumerRecord<String, String> record) {
        TextMessage text = new TextMessage(record.value());
        for (WebSocketSession session : sessions.getOrDefault(record.key(), List.of())) {
            try {
                session.sendMessage(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        sessions.computeIfAbsent(path(session), _ -> new CopyOnWriteArrayList<>()).add(session);
        session.sendMessage(Greeter.GREETING);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        producer.send(new ProducerRecord<>(TOPIC, path(session), message.getPayload()));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        sessions.getOrDefault(path(session), List.of()).remove(session);
    }

    private static String path(WebSocketSession session) {
        URI uri = Objects.requireNonNull(session.getUri(), "a socket has an address");
        return uri.getPath();
    }
}
