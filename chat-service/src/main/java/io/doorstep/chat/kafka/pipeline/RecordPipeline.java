package io.doorstep.chat.kafka.pipeline;

import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.chat.kafka.spool.SpoolFormat;
import io.doorstep.chat.kafka.spool.SpoolQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The way of one kind of records to Kafka, in the order they come: to its producer, or by way of the spool. Records the
 * producer has been given are kept until they are acknowledged, and are on disk too once they have waited for a while.
 * Of one thread, but for acknowledgements.
 */
public final class RecordPipeline {
    /** A record that is in memory alone for so long is answered for. */
    private static final long UNKEPT_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Spool spool;
    private final SpoolQueue queue;
    private final DeliveryDecision.Bounds bounds;
    private final long patienceNanos;
    private final PipelineListener listener;
    private final LongSupplier nanos;
    private final UnacknowledgedRecords inFlight;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile long progressNanos;
    private @Nullable Producer<String, byte[]> producer;
    private long acknowledgedBefore;
    private @Nullable Exception fatalError;
    private boolean refused;
    private long refusedNanos;
    /** All up to this key have been given to the producer. */
    private long givenUpTo;
    /** Records in the spool behind it. */
    private long spooled;
    private int opened;

    /** @param patienceNanos how long a record may be unacknowledged in memory alone */
    public RecordPipeline(Spool spool, SpoolQueue queue, DeliveryDecision.Bounds bounds, long patienceNanos,
            PipelineListener listener,
            LongSupplier nanos) {
        this.spool = spool;
        this.queue = queue;
        this.inFlight = new UnacknowledgedRecords(queue);
        this.bounds = bounds;
        this.patienceNanos = patienceNanos;
        this.listener = listener;
        this.nanos = nanos;
    }

    /** Gives the producer what an earlier one was given and Kafka has not acknowledged, in its order. */
    void reached(Producer<String, byte[]> by) {
        lookAgain();
        List<InFlightRecord> again = inFlight.takeAll();
        producer = by;
        fatalError = null;
        refused = false;
        boolean taken = true;
        for (InFlightRecord one : again) {
            taken = taken && give(one.record(), one.key(), nanos.getAsLong());
            if (!taken) {
                takeBack(one);
            }
        }
    }

    private void takeBack(InFlightRecord one) {
        if (one.isSpooled()) {
            givenUpTo = Math.min(givenUpTo, one.key() - 1);
            spooled++;
        } else {
            spool(one.record(), true);
        }
    }

    /** The producer is of no use any more: what it was given waits for another. */
    void disconnected() {
        producer = null;
    }

    /** Why the producer takes no record any more; null where it may. */
    @Nullable
    Exception fatalError() {
        return fatalError;
    }

    public DeliveryDecision gate(long nowNanos) {
        if (acknowledged.get() != acknowledgedBefore) {
            acknowledgedBefore = acknowledged.get();
            refused = false;
        }
        return DeliveryDecision
                .of(new DeliveryDecision.View(producer != null, inFlight.size(), nowNanos - progressNanos, refused,
                        nowNanos - refusedNanos, spooled > 0), bounds);
    }

    /** False where it can neither go on nor be written down now: it has not been taken. */
    public boolean take(ProducerRecord<String, byte[]> record, long nowNanos) {
        lookAgain();
        inFlight.settleOldest();
        if (gate(nowNanos) instanceof DeliveryDecision.Direct && give(record, InFlightRecord.NOT_SPOOLED, nowNanos)) {
            return true;
        }
        if (!spool.isWritable()) {
            return false;
        }
        spool(record, true);
        return true;
    }

    /** False where the producer does not take it now. */
    private boolean give(ProducerRecord<String, byte[]> record, long key, long nowNanos) {
        Producer<String, byte[]> to = producer;
        if (to == null) {
            return false;
        }
        InFlightRecord given = new InFlightRecord(record, key, nowNanos, this::onDone);
        if (inFlight.isEmpty()) {
            progressNanos = nowNanos;
        }
        inFlight.add(given);
        try {
            var _ = to.send(record, given);
        } catch (RuntimeException e) {
            given.onCompletion(null, e);
        } catch (Error e) {
            inFlight.removeLast();
            throw e;
        }
        Exception error = given.error();
        if (error == null || FatalProducerErrors.isOfTheRecord(error)) {
            return true;
        }
        inFlight.removeLast();
        refused(error, nowNanos);
        return false;
    }

    private void refused(Exception error, long nowNanos) {
        refused = true;
        refusedNanos = nowNanos;
        if (FatalProducerErrors.isOne(error)) {
            fatalError = error;
        }
    }

    private void onDone(InFlightRecord done) {
        if (done.error() == null) {
            progressNanos = nanos.getAsLong();
            acknowledged.incrementAndGet();
            listener.onAcknowledged();
        }
    }

    private boolean spool(ProducerRecord<String, byte[]> record, boolean first) {
        journal();
        if (queue.append(SpoolFormat.write(record)) == SpoolQueue.REFUSED) {
            lose(record, null);
            return false;
        }
        spooled++;
        if (first) {
            listener.onSpooled(record);
        }
        return true;
    }

    /** Writes down what is with the producer, where nothing younger has been written down before. */
    private void journal() {
        if (spooled > 0 || !spool.isWritable()) {
            return;
        }
        for (InFlightRecord one : inFlight) {
            if (!one.isSpooled() && !one.isAcknowledged() && (!one.isDone() || waitsForAnother())) {
                long key = queue.append(SpoolFormat.write(one.record()));
                if (key == SpoolQueue.REFUSED) {
                    return;
                }
                one.spooledAs(key);
                givenUpTo = key;
                listener.onSpooled(one.record());
            }
        }
    }

    /** Lets go of what has been acknowledged, and sees to what has failed. */
    private void settle(long nowNanos) {
        lookAgain();
        if (fatalError == null) {
            inFlight.fatalError().ifPresent(error -> refused(error, nowNanos));
        }
        inFlight.settle();
        if (!waitsForAnother()) {
            inFlight.takeFailed().forEach(one -> retry(one, nowNanos));
        }
    }

    /** What fails now has not failed for good. */
    private boolean waitsForAnother() {
        return fatalError != null || producer == null;
    }

    private void retry(InFlightRecord failed, long nowNanos) {
        Exception error = failed.error();
        if (error == null || FatalProducerErrors.isOfTheRecord(error) || !spool.isWritable()) {
            lose(failed.record(), error);
        } else {
            refused(error, nowNanos);
            spool(failed.record(), !failed.isSpooled());
        }
    }

    /** Writes down what has waited for long, and gives the producer what the spool holds. */
    public void tick(long nowNanos, boolean mayGive) {
        settle(nowNanos);
        if (inFlight.hasWaited(patienceNanos, nowNanos)) {
            journal();
            inFlight.takeUnkept(UNKEPT_AFTER_NANOS, nowNanos).forEach(listener::onNotKept);
        }
        if (mayGive && gate(nowNanos) instanceof DeliveryDecision.FromSpool(int room)) {
            giveFromSpool(room, nowNanos);
        }
    }

    /** Gives a record up. */
    public void lose(ProducerRecord<String, byte[]> record, @Nullable Exception why) {
        listener.onLost(1, why);
        listener.onNotKept(record);
    }

    private void giveFromSpool(int room, long nowNanos) {
        for (int left = room; left > 0; left--) {
            SpoolQueue.Entry next = queue.after(givenUpTo);
            if (next == null) {
                spooled = queue.isOpen() ? 0 : spooled;
                return;
            }
            if (!give(next.record(), next.key(), nowNanos)) {
                return;
            }
            givenUpTo = next.key();
            spooled--;
        }
    }

    /** Where the spool has been opened, what it was given since it was last committed is not there. */
    private void lookAgain() {
        if (opened == spool.opened()) {
            return;
        }
        opened = spool.opened();
        Set<Long> there = inFlight.spooled();
        queue.removeUpTo(givenUpTo, there);
        long found = queue.records() - there.size();
        if (found < spooled) {
            listener.onLost(spooled - found, null);
        }
        spooled = found;
    }

    /** Writes down all that is with the producer. */
    public void keep() {
        settle(nanos.getAsLong());
        journal();
        int left = inMemory();
        if (left > 0) {
            listener.onLost(left, null);
        }
    }

    /** Writes down the next record, behind all that came before; false where there is no room for it, and it is lost. */
    public boolean keep(ProducerRecord<String, byte[]> record) {
        lookAgain();
        return spool(record, true);
    }

    public boolean isIdle() {
        return inFlight.isEmpty();
    }

    /** Those with the producer that are in memory alone. */
    public int inMemory() {
        return inFlight.inMemory();
    }

    /** Whether the spool holds records the producer has not been given. */
    public boolean isSpooling() {
        return spooled > 0;
    }
}
