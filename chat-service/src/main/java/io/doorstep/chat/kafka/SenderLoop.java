package io.doorstep.chat.kafka;

import io.doorstep.events.Topic;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
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

    private final EventOutbox outbox;
    private final KafkaReach reach;
    private final Spool spool;
    private final Lanes lanes;
    private final Numbering numbering;
    private final SourceEnds ends;
    private final Commits commits;
    private final SpoolingLog log = new SpoolingLog();
    private final OncePerSecond failures = new OncePerSecond();
    private final ArrayDeque<Outgoing> batch = new ArrayDeque<>();
    private Numbering.@Nullable Numbered stuck;
    private boolean lastWordSaid;
    private long startedNanos;
    private volatile boolean running = true;
    private volatile long stopByNanos;
    private volatile boolean connected;
    private volatile long inMemory;

    SenderLoop(EventOutbox outbox, KafkaReach reach, Spool spool, Lanes lanes, Numbering numbering, SourceEnds ends) {
        this.outbox = outbox;
        this.reach = reach;
        this.spool = spool;
        this.lanes = lanes;
        this.commits = new Commits(spool, lanes.kept());
        this.numbering = numbering;
        this.ends = ends;
    }

    @Override
    public void run() {
        startedNanos = System.nanoTime();
        spool.open(startedNanos);
        ends.lookOnce(lanes.events());
        log.found(spool.records());
        lanes.tellOfFoundMessages();
        while (!isOver(System.nanoTime())) {
            try {
                pass();
            } catch (InterruptedException _) {
                break;
            } catch (RuntimeException e) {
                failures.run(times -> LOG.error("Sending events has failed, and goes on ({})", times, e));
            }
        }
        end();
    }

    private void pass() throws InterruptedException {
        lanes.connect(reach);
        takeNext();
        long now = System.nanoTime();
        lanes.tick(now, running);
        commits.commitIfDue(now);
        spool.recover(now);
        ends.lookOnce(lanes.events());
        report(now);
    }

    private void takeNext() throws InterruptedException {
        if (stuck == null && batch.isEmpty()) {
            if (isStarting()) {
                Thread.sleep(10);
                return;
            }
            Outgoing first = outbox.poll(lanes.patienceMs());
            if (first == null) {
                return;
            }
            batch.add(first);
            outbox.drainTo(batch, BATCH);
        }
        while (stuck != null || !batch.isEmpty()) {
            stuck = stuck == null ? numbered(batch.remove()) : stuck;
            if (stuck != null && !lanes.take(stuck, System.nanoTime())) {
                Thread.sleep(10);
                return;
            }
            stuck = null;
        }
    }

    private boolean isStarting() {
        return running && !reach.hasReached() && System.nanoTime() - startedNanos < GRACE;
    }

    private Numbering.@Nullable Numbered numbered(Outgoing outgoing) {
        try {
            return numbering.number(outgoing, outbox.overflowed());
        } catch (RuntimeException e) {
            lanes.ledger().onLost(1, e);
            return null;
        } finally {
            ends.note();
        }
    }

    private void report(long now) {
        connected = lanes.answer(now);
        inMemory = (long) lanes.inMemory() + batch.size();
        boolean spooling = lanes.areSpooling();
        boolean answers = connected
                || (!reach.hasReached() && !spooling && now - startedNanos < FIRST_REACHED_WITHIN);
        log.unreadable(spool.unreadable(), now);
        if (log.state(answers, spool.isWritable(), spooling, spool.records(), lanes.ledger().spooled())) {
            commits.commit(now);
            spool.shrink();
        }
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
        if (!empty || !lanes.areAtRest(now)) {
            return false;
        }
        if (!lastWordSaid) {
            stuck = lastWord();
            return false;
        }
        return true;
    }

    private Numbering.Numbered lastWord() {
        lastWordSaid = true;
        Numbering.Numbered last = ends.lastWord();
        ends.note();
        return last;
    }

    /** What Kafka has not taken goes to the spool. */
    private void end() {
        long lostBefore = lanes.ledger().lost();
        outbox.drainTo(batch, Integer.MAX_VALUE);
        Numbering.Numbered next = stuck;
        while (next != null || !batch.isEmpty() || !lastWordSaid) {
            if (next == null) {
                next = batch.isEmpty() ? lastWord() : numbered(batch.remove());
            }
            if (next != null && next.topic() != Topic.SIGNALS) {
                lanes.of(next.topic()).keep(next.record());
            }
            next = null;
        }
        lanes.keep();
        boolean safe = commits.commit(System.nanoTime()) || lanes.areIdle();
        long left = spool.records();
        ends.close(safe && lanes.ledger().lost() == lostBefore);
        reach.close();
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
