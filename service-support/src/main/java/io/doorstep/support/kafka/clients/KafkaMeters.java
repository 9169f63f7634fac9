package io.doorstep.support.kafka.clients;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * Lets through those of the hundreds of meters of a Kafka client that an operator asks first. The others are shares and rates
 * of these, or of one connection, one store or one cipher. Those of a name that a client has for itself and again for each of
 * its topics are left out too: Prometheus takes one set of labels a name.
 */
final class KafkaMeters implements MeterFilter {
    private static final String PREFIX = "kafka.";
    private static final Set<String> KEPT = Set.of(
            "producer.record.send.total", "producer.record.error.total", "producer.record.retry.total",
            "producer.record.queue.time.avg", "producer.record.queue.time.max", "producer.request.latency.avg",
            "producer.request.latency.max", "producer.requests.in.flight", "producer.outgoing.byte.total",
            "producer.batch.size.avg", "producer.buffer.available.bytes", "producer.waiting.threads",
            "producer.connection.count", "producer.produce.throttle.time.max",
            "consumer.fetch.manager.records.lag", "consumer.fetch.manager.fetch.total",
            "consumer.fetch.manager.fetch.latency.avg", "consumer.fetch.manager.fetch.latency.max",
            "consumer.fetch.manager.fetch.throttle.time.max",
            "consumer.connection.count", "consumer.time.between.poll.max", "consumer.poll.idle.ratio.avg",
            "consumer.coordinator.rebalance.total", "consumer.coordinator.failed.rebalance.total",
            "consumer.coordinator.assigned.partitions", "consumer.coordinator.commit.latency.max",
            "stream.alive.stream.threads", "stream.failed.stream.threads", "stream.thread.process.total",
            "stream.thread.process.latency.avg", "stream.thread.process.latency.max", "stream.thread.commit.total",
            "stream.thread.commit.latency.avg", "stream.thread.commit.latency.max",
            "stream.thread.punctuate.latency.max",
            "stream.thread.poll.latency.max", "stream.thread.task.created.total", "stream.thread.task.closed.total",
            "stream.task.dropped.records.total", "stream.task.active.process.ratio");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String name = id.getName();
        return !name.startsWith(PREFIX) || KEPT.contains(name.substring(PREFIX.length()))
                ? MeterFilterReply.NEUTRAL
                : MeterFilterReply.DENY;
    }
}
