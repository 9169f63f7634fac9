package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.reconciliation.Deletion;
import io.doorstep.benchmarks.reconciliation.EventReader;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Restarts the broker and deletes its topics, one after the other. */
final class Saboteur {
    private static final List<Topic> TOPICS = List.of(Topic.MESSAGES, Topic.CONNECTIONS, Topic.VIOLATIONS,
            Topic.LIMITS, Topic.SIGNALS, Topic.PATTERNS, Topic.COMMANDS, Topic.REVISION_LOG, Topic.DEAD_LETTERS);
    private static final Duration AWAY = Duration.ofSeconds(8);
    /** So that what was spooled meanwhile is with Kafka, and is not taken for what is being published now. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private final Broker broker;
    private final EventReader reader;
    private final Parts parts;
    private final List<Deletion> deletions = new ArrayList<>();
    private int next;
    private int restarts;

    Saboteur(Broker broker, EventReader reader, Parts parts) {
        this.broker = broker;
        this.reader = reader;
        this.parts = parts;
    }

    /** Works until shortly before the end, so that all can recover. */
    void work(Duration time, Duration deleteEvery, Duration restartEvery) throws InterruptedException {
        long start = System.nanoTime();
        long last = start + time.minus(RECOVERY).toNanos();
        long delete = start + deleteEvery.toNanos();
        long restart = start + restartEvery.toNanos() / 2;
        for (long due = Math.min(delete, restart); due < last; due = Math.min(delete, restart)) {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            if (due == delete) {
                Topic topic = TOPICS.get(next++ % TOPICS.size());
                parts.run("deleting " + topic.topicName(), () -> delete(topic));
                delete = following(delete, deleteEvery);
            } else {
                parts.run("restarting the broker", this::restart);
                restart = following(restart, restartEvery);
            }
            Thread.sleep(RECOVERY);
        }
    }

    /** When it is due again; in a moment where that is past. */
    private static long following(long due, Duration every) {
        return Math.max(due + every.toNanos(), System.nanoTime() + RECOVERY.toNanos());
    }

    private void delete(Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        Deletion deletion = reader.delete(topic);
        deletions.add(deletion);
        parts.say("deleted %s, back after %.1f s".formatted(topic.topicName(), deletion.back().toMillis() / 1e3));
    }

    private void restart() throws InterruptedException {
        broker.kill();
        Thread.sleep(AWAY);
        broker.restart();
        restarts++;
        parts.say("killed the broker, and ran it again");
    }

    List<Deletion> deletions() {
        return deletions;
    }

    int restarts() {
        return restarts;
    }
}
