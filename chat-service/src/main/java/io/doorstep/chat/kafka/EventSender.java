package io.doorstep.chat.kafka;

import io.doorstep.chat.log.OncePerSecond;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one thread that hands events to Kafka's producers, or to the spool where Kafka does not take them. It never waits
 * for Kafka: another thread reaches it first, and a producer answers within a moment.
 */
final class EventSender implements SmartLifecycle {
    static final int PHASE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final int BATCH = 2000;
    private static final int WINDOW = 8192;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Gate.Bounds MESSAGES = new Gate.Bounds(Duration.ofSeconds(1), WINDOW, PAUSE);
    private static final Gate.Bounds EVENTS = new Gate.Bounds(Duration.ofSeconds(5), WINDOW, PAUSE);
    /** A message that takes Kafka longer is kept on disk, and shown. */
    private static final long MESSAGE_PATIENCE = TimeUnit.SECONDS.toNanos(1);
    /** With the time until the next commit less than the second that a killed process may lose. */
    private static final long EVENT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long COMMIT_EVENTS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long COMMIT_MESSAGES = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long COMMIT_BYTES = 1 << 20;
    /** What waits at the start is given to Kafka if it is reached within this time. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);
    /** Kafka may take so long to start with this service before anybody needs to know. */
    private static final long FIRST_REACHED_WITHIN = TimeUnit.SECONDS.toNanos(10);
    private static final long REACH_AGAIN_MS = 200;
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final EventOutbox outbox;
    private final Callable<Optional<Producers>> reach;
    private final Spool spool;
    private final Numbering numbering;
    private final Duration stopWithin;
    private final PublishingLedger ledger = new PublishingLedger();
    private final KeptMessages kept;
    private final Lane events;
    private final Lane messages;
    private final Signals signals;
    private final SpoolingLog log = new SpoolingLog();
    private final OncePerSecond failures = new OncePerSecond();
    private final ArrayDeque<Outgoing> batch = new ArrayDeque<>();
    private Numbering.@Nullable Numbered stuck;
    private @Nullable Producers producers;
    private boolean ended;
    private long startedNanos;
    private long committedNanos;
    private volatile @Nullable Producers reached;
    private volatile boolean running;
    private volatile long stopByNanos;
    private volatile boolean connected;
    private volatile long inMemory;
    private @Nullable Thread thread;

    /**
     * @param reach makes the producers once Kafka answers; empty where it does not, to be tried again
     * @param onKept is told of each message that is on disk, and not yet with Kafka, and when it was said
     * @param stopWithin how long a stop waits for Kafka
     */
    EventSender(EventOutbox outbox, Callable<Optional<Producers>> reach, Spool spool, Numbering numbering,
            BiConsumer<Instant, ChatMessage> onKept, Duration stopWithin) {
        this.outbox = outbox;
        this.reach = reach;
        this.spool = spool;
        this.numbering = numbering;
        this.stopWithin = stopWithin;
        this.kept = new KeptMessages(onKept);
        this.events = new Lane(spool, spool.events(), EVENTS, EVENT_PATIENCE, ledger, System::nanoTime);
        this.messages = new Lane(spool, spool.messages(), MESSAGES, MESSAGE_PATIENCE, listeningForKept(),
                System::nanoTime);
        this.signals = new Signals(() -> messages.gate(System.nanoTime()).answers(), ledger::onAcknowledged);
    }

    private LaneListener listeningForKept() {
        return new LaneListener() {

            @Override
            public void onAcknowledged() {
                ledger.onAcknowledged();
            }

            @Override
            public void onSpooled(ProducerRecord<String, byte[]> record) {
                ledger.onSpooled(record);
                kept.add(record);
            }

            @Override
            public void onLost(long records, @Nullable Exception why) {
                ledger.onLost(records, why);
            }
        };
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("event-sender").start(this::run);
        Thread.ofPlatform().daemon().name("kafka-reach").start(this::reachKafka);
    }

    private void reachKafka() {
        while (running && reached == null) {
            try {
                reach.call().ifPresent(this::reached);
                Thread.sleep(REACH_AGAIN_MS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                failures.run(times -> LOG.error("Kafka cannot be reached with these settings ({})", times, e));
            }
        }
    }

    private synchronized void reached(Producers made) {
        if (ended) {
            made.close();
        } else {
            reached = made;
        }
    }

    private void run() {
        startedNanos = System.nanoTime();
        spool.open(startedNanos);
        log.found(spool.records());
        tellOfFoundMessages();
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

    private void tellOfFoundMessages() {
        for (SpoolLine.Entry next = spool.messages().after(0); next != null; next = spool.messages()
                .after(next.key())) {
            kept.add(next.record());
        }
        kept.onCommitted();
    }

    private void pass() throws InterruptedException {
        Producers made = reached;
        if (producers == null && made != null) {
            connect(made);
        }
        takeNext();
        long now = System.nanoTime();
        messages.tick(now, running);
        boolean messagesFirst = messages.isSpooling() && messages.gate(now).answers();
        events.tick(now, running && !messagesFirst);
        commitIfDue(now);
        spool.recover(now);
        report(now);
    }

    private void connect(Producers made) {
        producers = made;
        messages.reached(made.messages());
        events.reached(made.events());
        signals.reached(made.messages());
    }

    private void takeNext() throws InterruptedException {
        if (stuck == null && batch.isEmpty()) {
            if (isStarting()) {
                Thread.sleep(10);
                return;
            }
            Outgoing first = outbox.poll(patienceMs());
            if (first == null) {
                return;
            }
            batch.add(first);
            outbox.drainTo(batch, BATCH);
        }
        while (stuck != null || !batch.isEmpty()) {
            stuck = stuck == null ? numbered(batch.remove()) : stuck;
            if (stuck != null && !take(stuck)) {
                Thread.sleep(10);
                return;
            }
            stuck = null;
        }
    }

    private boolean isStarting() {
        return running && producers == null && System.nanoTime() - startedNanos < GRACE;
    }

    private long patienceMs() {
        if (events.isSpooling() || messages.isSpooling()) {
            return 2;
        }
        return events.isIdle() && messages.isIdle() && kept.isEmpty() ? 100 : 10;
    }

    private Numbering.@Nullable Numbered numbered(Outgoing outgoing) {
        try {
            return numbering.number(outgoing, outbox.overflowed());
        } catch (RuntimeException e) {
            ledger.onLost(1, e);
            return null;
        }
    }

    private boolean take(Numbering.Numbered numbered) {
        if (numbered.topic() == Topic.SIGNALS) {
            signals.take(numbered.record());
            return true;
        }
        return laneOf(numbered.topic()).take(numbered.record(), System.nanoTime());
    }

    private Lane laneOf(Topic topic) {
        return topic == Topic.MESSAGES ? messages : events;
    }

    private void commitIfDue(long now) {
        long after = kept.isEmpty() ? COMMIT_EVENTS : COMMIT_MESSAGES;
        if (spool.isDirty() && (now - committedNanos >= after || spool.uncommittedBytes() >= COMMIT_BYTES)) {
            commit(now);
        } else if (!spool.isWritable()) {
            kept.onLost();
        }
    }

    private void commit(long now) {
        committedNanos = now;
        if (spool.commit()) {
            kept.onCommitted();
        } else {
            kept.onLost();
        }
    }

    private void report(long now) {
        connected = messages.gate(now).answers() && events.gate(now).answers();
        inMemory = (long) messages.inMemory() + events.inMemory() + batch.size();
        boolean spooling = messages.isSpooling() || events.isSpooling();
        boolean answers = connected || (producers == null && !spooling && now - startedNanos < FIRST_REACHED_WITHIN);
        if (log.state(answers, spool.isWritable(), spooling, spool.records(), ledger.spooled())) {
            commit(now);
            spool.shrink();
        }
    }

    /** Whether it has been stopped, and Kafka or the disk has all there is, or the time is over. */
    private boolean isOver(long now) {
        if (running) {
            return false;
        }
        boolean empty = stuck == null && batch.isEmpty() && outbox.waiting() == 0;
        return now - stopByNanos >= 0 || (empty && isAtRest(messages, now) && isAtRest(events, now));
    }

    private boolean isAtRest(Lane lane, long now) {
        return lane.isIdle() || (spool.isWritable() && !lane.gate(now).answers());
    }

    /** What Kafka has not taken goes to the spool. */
    private void end() {
        outbox.drainTo(batch, Integer.MAX_VALUE);
        Numbering.Numbered next = stuck;
        while (next != null || !batch.isEmpty()) {
            next = next == null ? numbered(batch.remove()) : next;
            if (next != null && next.topic() != Topic.SIGNALS) {
                laneOf(next.topic()).keep(next.record());
            }
            next = null;
        }
        messages.keep();
        events.keep();
        commit(System.nanoTime());
        long left = spool.records();
        closeProducers();
        spool.close();
        if (left > 0) {
            LOG.info("Stopped with {} events in the spool, for the next start", left);
        }
    }

    private synchronized void closeProducers() {
        ended = true;
        Producers made = reached;
        if (made != null) {
            made.close();
        }
    }

    boolean hasReachedKafka() {
        return reached != null;
    }

    /** Whether Kafka has been reached and takes what it is given. */
    boolean isConnected() {
        return connected;
    }

    /** Events taken from the outbox that are in memory alone. */
    long inMemory() {
        return inMemory;
    }

    PublishingLedger ledger() {
        return ledger;
    }

    /** Sends what waits, for so long at most, and leaves the rest in the spool. */
    @Override
    public void stop() {
        stopByNanos = System.nanoTime() + stopWithin.toNanos();
        running = false;
        Thread sending = thread;
        if (sending == null) {
            return;
        }
        try {
            if (!sending.join(stopWithin.plus(END_WITHIN))) {
                LOG.warn("The disk of the spool does not answer: {} events may be lost", outbox.waiting());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the sockets and the web server have stopped: their last events leave too. */
    @Override
    public int getPhase() {
        return PHASE;
    }
}
