package io.doorstep.chat.kafka;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to Kafka: of messages, which go first since somebody waits for them, of events, and of signals. Of one thread. */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final int WINDOW = 8192;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Gate.Bounds MESSAGES = new Gate.Bounds(Duration.ofSeconds(1), WINDOW, PAUSE);
    private static final Gate.Bounds EVENTS = new Gate.Bounds(Duration.ofSeconds(5), WINDOW, PAUSE);
    /** A message that takes Kafka longer is kept on disk, and shown. */
    private static final long MESSAGE_PATIENCE = TimeUnit.SECONDS.toNanos(1);
    /** With the time until the next commit less than the second that a killed process may lose. */
    private static final long EVENT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);

    private final Spool spool;
    private final PublishingLedger ledger = new PublishingLedger();
    private final KeptMessages kept;
    private final Lane events;
    private final Lane messages;
    private final Signals signals;
    private @Nullable Producers producers;
    private long publishedAtRenewal = -1;

    /** @param onKept is told of each message that is on disk, and not yet with Kafka, and when it was said */
    Lanes(Spool spool, BiConsumer<Instant, ChatMessage> onKept) {
        this.spool = spool;
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

    void tellOfFoundMessages() {
        for (SpoolLine.Entry next = spool.messages().after(0); next != null; next = spool.messages()
                .after(next.key())) {
            kept.add(next.record());
        }
        kept.onCommitted();
    }

    /** Takes the producers there are, and gives back those that are of no use any more. */
    void connect(KafkaReach reach) {
        Producers mine = producers;
        Exception ruin = messages.ruin() == null ? events.ruin() : messages.ruin();
        if (mine != null && ruin != null) {
            sayOnce(ruin);
            producers = null;
            messages.disconnected();
            events.disconnected();
            signals.reached(null);
            reach.renew(mine);
            return;
        }
        Producers made = reach.producers();
        if (mine == null && made != null) {
            producers = made;
            messages.reached(made.messages());
            events.reached(made.events());
            signals.reached(made.messages());
        }
    }

    /** Not again where the next one has not published anything either. */
    private void sayOnce(Exception ruin) {
        if (publishedAtRenewal != ledger.published()) {
            LOG.warn("A producer has come to an end, and another takes its place; events are spooled meanwhile: {}",
                    ruin.toString());
        }
        publishedAtRenewal = ledger.published();
    }

    boolean take(Numbering.Numbered numbered, long nowNanos) {
        if (numbered.topic() == Topic.SIGNALS) {
            signals.take(numbered.record());
            return true;
        }
        return of(numbered.topic()).take(numbered.record(), nowNanos);
    }

    Lane of(Topic topic) {
        return topic == Topic.MESSAGES ? messages : events;
    }

    Lane events() {
        return events;
    }

    void tick(long nowNanos, boolean mayGive) {
        messages.tick(nowNanos, mayGive);
        boolean messagesFirst = messages.isSpooling() && messages.gate(nowNanos).answers();
        events.tick(nowNanos, mayGive && !messagesFirst);
    }

    /** Writes down all that is with the producers. */
    void keep() {
        messages.keep();
        events.keep();
    }

    /** How long there is nothing to do if nothing comes. */
    long patienceMs() {
        if (areSpooling()) {
            return 2;
        }
        return areIdle() && kept.isEmpty() ? 100 : 10;
    }

    boolean areSpooling() {
        return events.isSpooling() || messages.isSpooling();
    }

    boolean areIdle() {
        return events.isIdle() && messages.isIdle();
    }

    /** Whether Kafka has all it was given, or the disk what Kafka does not take. */
    boolean areAtRest(long nowNanos) {
        return isAtRest(messages, nowNanos) && isAtRest(events, nowNanos);
    }

    private boolean isAtRest(Lane lane, long nowNanos) {
        return lane.isIdle() || (spool.isWritable() && !lane.gate(nowNanos).answers());
    }

    /** Whether Kafka takes what it is given. */
    boolean answer(long nowNanos) {
        return messages.gate(nowNanos).answers() && events.gate(nowNanos).answers();
    }

    int inMemory() {
        return messages.inMemory() + events.inMemory();
    }

    KeptMessages kept() {
        return kept;
    }

    PublishingLedger ledger() {
        return ledger;
    }
}
