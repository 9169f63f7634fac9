package io.doorstep.benchmarks.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer with the settings of Doorstep's for events, and nothing around it. */
final class PlainProducer implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    PlainProducer(String bootstrapServers) {
        producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 100), new StringSerializer(), new ByteArraySerializer());
    }

    /** Sends so many, over and over the same records, and waits until Kafka has them. */
    void send(List<ProducerRecord<String, byte[]>> records, int count) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(count);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (int i = 0; i < count; i++) {
            var _ = producer.send(records.get(i % records.size()), (_, e) -> {
                if (e != null) {
                    failure.completeExceptionally(e);
                }
                left.countDown();
            });
        }
        left.await();
        failure.complete(null);
        failure.join();
    }

    /** Copies of up to so many records that are on a topic. */
    static List<ProducerRecord<String, byte[]>> copies(String bootstrapServers, String topic, int most) {
        List<ProducerRecord<String, byte[]>> copies = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (copies.size() < most) {
                var read = consumer.poll(Duration.ofSeconds(5));
                if (read.isEmpty()) {
                    break;
                }
                read.forEach(record -> copies.add(copy(record)));
            }
        }
        return copies;
    }

    private static ProducerRecord<String, byte[]> copy(ConsumerRecord<String, byte[]> record) {
        return new ProducerRecord<>(record.topic(), null, record.timestamp(), record.key(), record.value(),
                record.headers());
    }

    @Override
    public void close() {
        producer.close();
    }
}
