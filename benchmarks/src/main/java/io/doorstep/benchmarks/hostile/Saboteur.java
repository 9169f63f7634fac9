package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Restarts the broker and deletes its topics, one after the other. */
final class Saboteur {
    private static final List<Topic> TOPICS = List.of(Topic.MESSAGES, Topic.CONNECTIONS, Topic.VIOLATIONS,
            Topic.LIMITS, Topic.SIGNALS, Topic.PATTERNS, Topic.COMMANDS, Topic.BOOK, Topic.DEAD_LETTERS);
    private static final Duration AWAY = Duration.ofSeconds(8);
    /** So that what was spooled meanwhile is with Kafka, and is not taken for what is being published now. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private final Broker broker;
    private final EventReader reader;
    private final Consumer<String> progress;
    private final List<Deletion> deletions = new ArrayList<>();
    private int restarts;

    Saboteur(Broker broker, EventReader reader, Consumer<String> progress) {
        this.broker = broker;
        this.reader = reader;
        this.progress = progress;
    }

    /** Works until shortly before the end, so that all can recover. */
    void work(Duration time, Duration deleteEvery, Duration restartEvery)
            throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        long last = start + time.minus(RECOVERY).toNanos();
        long delete = start + deleteEvery.toNanos();
        long restart = start + restartEvery.toNanos() / 2;
        for (long next = Math.min(delete, restart); next < last; next = Math.min(delete, restart)) {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            if (next == delete) {
                deleteNext();
                delete = following(delete, deleteEvery);
            } else {
                restart();
                restart = following(restart, restartEvery);
            }
            Thread.sleep(RECOVERY);
        }
    }

    /** When it is due again; in a moment where that is past. */
    private static long following(long due, Duration every) {
        return Math.max(due + every.toNanos(), System.nanoTime() + RECOVERY.toNanos());
    }

    private void deleteNext() throws InterruptedException, ExecutionException, TimeoutException {
        Deletion deletion = reader.delete(TOPICS.get(deletions.size() % TOPICS.size()));
        deletions.add(deletion);
        progress.accept("deleted %s, back after %.1f s".formatted(deletion.topic().topicName(),
                deletion.back().toMillis() / 1e3));
    }

    private void restart() throws InterruptedException {
        broker.kill();
        Thread.sleep(AWAY);
        broker.restart();
        restarts++;
        progress.accept("killed the broker, and ran it again");
    }

    List<Deletion> deletions() {
        return deletions;
    }

    int restarts() {
        return restarts;
    }
}
