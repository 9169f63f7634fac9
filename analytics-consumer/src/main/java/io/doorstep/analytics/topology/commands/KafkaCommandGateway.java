package io.doorstep.analytics.topology.commands;

import io.doorstep.analytics.topology.readmodel.EventReplayBuffer;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Hands commands to the learner by way of Kafka, whichever instance it is that tunes. */
public final class KafkaCommandGateway implements CommandGateway, AutoCloseable {
    /** Commands without an answer that are remembered. */
    private static final int MOST_PENDING = 1000;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Supplier<Producer<String, EventEnvelope>> producers;
    private final Supplier<Optional<String>> trouble;
    private final LearnerReadModel readModel;
    private final EventReplayBuffer feed;
    private final InstantSource clock;
    private final String source = "operators-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final Deque<String> pending = new ArrayDeque<>();
    private @Nullable Producer<String, EventEnvelope> producer;
    private long sequence;

    /**
     * @param producers asked when there is a command and no producer, or the one before has failed
     * @param trouble in words, why commands cannot be handed on; empty where they can
     */
    public KafkaCommandGateway(Supplier<Producer<String, EventEnvelope>> producers, Supplier<Optional<String>> trouble,
            LearnerReadModel readModel,
            EventReplayBuffer feed, InstantSource clock) {
        this.producers = producers;
        this.trouble = trouble;
        this.readModel = readModel;
        this.feed = feed;
        this.clock = clock;
    }

    @Override
    public Outcome submit(LimitsCommand command, Duration patience) {
        return submit(command.id(), command, patience);
    }

    @Override
    public Outcome submit(SanctionCommand command, Duration patience) {
        return submit(command.id(), command, patience);
    }

    private Outcome submit(String id, Event command, Duration patience) {
        Optional<String> hindered = trouble.get();
        if (hindered.isPresent()) {
            return new Outcome.NotTaken(hindered.get());
        }
        long deadline = System.nanoTime() + patience.toNanos();
        var answer = new CompletableFuture<CommandAnswered>();
        Consumer<EventReplayBuffer.Entry> listener = entry -> {
            if (entry.event() instanceof CommandAnswered answered && answered.id().equals(id)) {
                answer.complete(answered);
            }
        };
        feed.subscribe(listener);
        try {
            publish(command).get(remaining(deadline), TimeUnit.NANOSECONDS);
            return new Outcome.Answered(answer.get(remaining(deadline), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return pending(id);
        } catch (ExecutionException | KafkaException e) {
            discard();
            return new Outcome.NotTaken(trouble.get().orElse("Kafka did not take the command: " + rootMessage(e)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return pending(id);
        } finally {
            feed.unsubscribe(listener);
        }
    }

    private static long remaining(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private Future<RecordMetadata> publish(Event command) {
        return producer()
                .send(new ProducerRecord<>(Topic.COMMANDS.topicName(), command.key(), next(command)));
    }

    private synchronized Producer<String, EventEnvelope> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private synchronized EventEnvelope next(Event command) {
        return new EventEnvelope(source, ++sequence, clock.instant(), command);
    }

    private static String rootMessage(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private synchronized Outcome pending(String id) {
        pending.addLast(id);
        if (pending.size() > MOST_PENDING) {
            pending.removeFirst();
        }
        return new Outcome.Pending();
    }

    @Override
    public @Nullable Outcome find(String id) {
        CommandAnswered answer = readModel.answer(id);
        return answer != null ? new Outcome.Answered(answer) : isPending(id) ? new Outcome.Pending() : null;
    }

    private synchronized boolean isPending(String id) {
        return pending.contains(id);
    }

    /** What a producer has failed of may keep it from ever sending again. */
    private void discard() {
        Producer<String, EventEnvelope> failed;
        synchronized (this) {
            failed = producer;
            producer = null;
        }
        if (failed != null) {
            failed.close(Duration.ZERO);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSING);
        }
    }
}
