package io.doorstep.benchmarks.events;

import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far a learner has come, by the offsets it has committed, which it does every five seconds, or sooner. */
final class LearnerProgress {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_MS = 20;

    private LearnerProgress() {}

    /** Waits from the first commit until all the events are, and says how many a second there were in between. */
    static double perSecond(String bootstrapServers, String group, long events) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            long first = 0;
            long start = 0;
            while (System.nanoTime() - deadline < 0) {
                long now = committed(admin, group);
                if (first == 0 && now > 0) {
                    first = now;
                    start = System.nanoTime();
                } else if (now >= events) {
                    return (now - first) * 1e9 / (System.nanoTime() - start);
                }
                Thread.sleep(LOOK_MS);
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("the learner has not read all the events");
    }

    private static long committed(Admin admin, String group) throws ExecutionException, InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata().get();
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(Topic.CONNECTIONS.topicName()))
                    .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue().offset()).sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }
}
