package io.doorstep.chat.kafka.delivery;

import io.doorstep.chat.kafka.pipeline.CommitScheduler;
import io.doorstep.chat.kafka.pipeline.SpoolingLog;
import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.Topic;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the thread does that hands events to Kafka's producers or to the spool, until it is stopped. */
final class SenderLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SenderLoop.class);
    private static final int BATCH = 2000;
    /** What waits at the start is given to Kafka if it is reached within this time. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);
    /** Kafka may take so long to start with this service before anybody needs to know. */
    private static final long FIRST_REACHED_WITHIN = TimeUnit.SECONDS.toNanos(10);
    /** A record that has ended so many attempts is the reason. */
    private static final int MOST_FAILURES = 3;
    /** Until it is known why Kafka does not take what it is given. */
    private static final long UNEXPLAINED = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_MS = 100;

    private final EventOutbox outbox;
    private final Spool spool;
    private final RecordPipelines pipelines;
    private final SequenceAssigner sequences;
    private final InstanceEndReporter ends;
    private final CommitScheduler commits;
    private final BlockedMessages heldUp;
    private final SpoolingLog log = new SpoolingLog();
    private final OncePerSecond failures = new OncePerSecond();
    private final ArrayDeque<PendingEvent> batch = new ArrayDeque<>();
    private final Supplier<String> trouble;
    private SequenceAssigner.@Nullable Numbered stuck;
    private boolean trying;
    private int failedTries;
    private long awayNanos;
    private boolean opened;
    private boolean lastWordSaid;
    private long startedNanos;
    private volatile boolean running = true;
    private volatile long stopByNanos;
    private volatile boolean connected;
    private volatile long inMemory;

    SenderLoop(EventOutbox outbox, Spool spool, RecordPipelines pipelines, SequenceAssigner sequences,
            InstanceEndReporter ends,
            Supplier<String> trouble) {
        this.outbox = outbox;
        this.trouble = trouble;
        this.heldUp = new BlockedMessages(outbox, pipelines, this::numbered);
        this.spool = spool;
        this.pipelines = pipelines;
        this.commits = new CommitScheduler(spool, pipelines.kept());
        this.sequences = sequences;
        this.ends = ends;
    }

    @Override
    public void run() {
        if (!opened) {
            opened = true;
            open();
        }
        while (!isOver(System.nanoTime())) {
            try {
                pass();
            } catch (InterruptedException _) {
                break;
            } catch (RuntimeException e) {
                failures.run(times -> LOG.error("Sending events has failed, and goes on ({})", times, e));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
            }
        }
        end();
    }

    private void open() {
        startedNanos = System.nanoTime();
        spool.open(startedNanos);
        ends.lookOnce(pipelines.events());
        log.found(spool.records());
        pipelines.tellOfFoundMessages();
    }

    private void pass() throws InterruptedException {
        pipelines.connect();
        takeNext();
        long now = System.nanoTime();
        pipelines.tick(now, running);
        commits.commitIfDue(now);
        spool.recover(now);
        ends.lookOnce(pipelines.events());
        report(now);
    }

    private void takeNext() throws InterruptedException {
        if (stuck == null && batch.isEmpty()) {
            if (isStarting()) {
                Thread.sleep(10);
                return;
            }
            PendingEvent first = outbox.poll(pipelines.patienceMs());
            if (first == null) {
                heldUp.areReleased(System.nanoTime());
                return;
            }
            batch.add(first);
            outbox.drainTo(batch, BATCH);
        }
        while (stuck != null || !batch.isEmpty()) {
            stuck = stuck == null ? numbered(batch.remove()) : stuck;
            if (stuck != null && !isHandedOver(stuck)) {
                boolean isMessage = stuck.topic() == Topic.MESSAGES;
                if (heldUp.areHeldUp(isMessage, batch, System.nanoTime()) && isMessage) {
                    pipelines.lose(stuck);
                    stuck = null;
                }
                Thread.sleep(10);
                return;
            }
            stuck = null;
        }
        heldUp.areReleased(System.nanoTime());
    }

    /** One that has ended this thread's work again and again is given up. */
    private boolean isHandedOver(SequenceAssigner.Numbered one) {
        if (trying && ++failedTries >= MOST_FAILURES) {
            pipelines.lose(one);
            trying = false;
            failedTries = 0;
            return true;
        }
        trying = true;
        boolean taken = pipelines.take(one, System.nanoTime());
        trying = false;
        failedTries = 0;
        return taken;
    }

    private boolean isStarting() {
        return running && !pipelines.haveReached() && System.nanoTime() - startedNanos < GRACE;
    }

    private SequenceAssigner.@Nullable Numbered numbered(PendingEvent pending) {
        try {
            return sequences.number(pending, outbox.overflowed());
        } catch (RuntimeException e) {
            pipelines.ledger().onLost(1, e);
            ChatMessage message = pending.message();
            if (message != null) {
                pipelines.kept().refuse(message);
            }
            return null;
        } finally {
            ends.note();
        }
    }

    private void report(long now) {
        connected = pipelines.answer(now);
        inMemory = (long) pipelines.inMemory() + batch.size();
        boolean spooling = pipelines.areSpooling();
        boolean starting = !connected && !pipelines.haveReached() && now - startedNanos < FIRST_REACHED_WITHIN;
        log.unreadable(spool.unreadable(), now);
        if (starting) {
            log.starting(spooling, spool.records(), pipelines.ledger().spooled());
        } else if (isExplained(now) && log.state(whyAway(), spool.isWritable(), spooling, spool.records(),
                pipelines.ledger().spooled())) {
            commits.commit(now);
            spool.shrink();
        }
    }

    private boolean isExplained(long now) {
        awayNanos = connected ? 0 : awayNanos == 0 ? now : awayNanos;
        return connected || !trouble.get().isEmpty() || now - awayNanos >= UNEXPLAINED;
    }

    private String whyAway() {
        String why = connected ? "" : trouble.get();
        return connected || !why.isEmpty() ? why : "Kafka does not take what it is given";
    }

    /** Whether it has been stopped, and Kafka or the disk has all there is, or the time is over. */
    private boolean isOver(long now) {
        if (running) {
            return false;
        }
        if (now - stopByNanos >= 0) {
            return true;
        }
        boolean empty = stuck == null && batch.isEmpty() && outbox.waiting() == 0;
        if (!empty || !pipelines.areAtRest(now)) {
            return false;
        }
        if (!lastWordSaid) {
            stuck = lastWord();
            return false;
        }
        return true;
    }

    private SequenceAssigner.Numbered lastWord() {
        lastWordSaid = true;
        SequenceAssigner.Numbered last = ends.lastWord();
        ends.note();
        return last;
    }

    /** What Kafka has not taken goes to the spool. */
    private void end() {
        long lostBefore = pipelines.ledger().lost();
        outbox.drainTo(batch, Integer.MAX_VALUE);
        SequenceAssigner.Numbered next = stuck;
        while (next != null || !batch.isEmpty() || !lastWordSaid) {
            if (next == null) {
                next = batch.isEmpty() ? lastWord() : numbered(batch.remove());
            }
            if (next != null && !RecordPipelines.isEphemeral(next.topic())) {
                pipelines.of(next.topic()).keep(next.record());
            }
            next = null;
        }
        pipelines.keep();
        boolean safe = commits.commit(System.nanoTime()) || pipelines.areIdle();
        long left = spool.records();
        ends.close(safe && pipelines.ledger().lost() == lostBefore);
        pipelines.close();
        spool.close();
        if (left > 0) {
            LOG.info("Stopped with {} events in the spool, for the next start", left);
        }
    }

    /** Kafka and the disk have so long to take what there is; then it ends. */
    void stop(Duration within) {
        stopByNanos = System.nanoTime() + within.toNanos();
        running = false;
    }

    /** Whether Kafka has been reached and takes what it is given. */
    boolean isConnected() {
        return connected;
    }

    /** Events taken from the outbox that are in memory alone. */
    long inMemory() {
        return inMemory;
    }
}
