package io.doorstep.chat.kafka.pipeline;

import io.doorstep.chat.kafka.spool.SpoolQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a producer has been given and Kafka has not acknowledged, in its order. Of one thread. */
final class UnacknowledgedRecords implements Iterable<InFlightRecord> {
    private final ArrayDeque<InFlightRecord> given = new ArrayDeque<>();
    private final SpoolQueue queue;

    /** @param queue where some of it is too, until it is acknowledged */
    UnacknowledgedRecords(SpoolQueue queue) {
        this.queue = queue;
    }

    void add(InFlightRecord one) {
        given.add(one);
    }

    void removeLast() {
        given.removeLast();
    }

    boolean isEmpty() {
        return given.isEmpty();
    }

    int size() {
        return given.size();
    }

    @Override
    public Iterator<InFlightRecord> iterator() {
        return given.iterator();
    }

    boolean hasWaited(long nanos, long nowNanos) {
        InFlightRecord oldest = given.peek();
        return oldest != null && oldest.isOlderThan(nanos, nowNanos);
    }

    /** Those that have waited for so long in memory alone; each once. */
    List<ProducerRecord<String, byte[]>> takeUnkept(long nanos, long nowNanos) {
        if (!hasWaited(nanos, nowNanos)) {
            return List.of();
        }
        List<ProducerRecord<String, byte[]>> unkept = new ArrayList<>();
        for (InFlightRecord one : given) {
            if (!one.isSpooled() && !one.isDone() && one.isOlderThan(nanos, nowNanos) && one.answersNow()) {
                unkept.add(one.record());
            }
        }
        return unkept;
    }

    /** Lets go of the oldest that have been acknowledged. */
    void settleOldest() {
        for (InFlightRecord oldest = given.peek(); oldest != null && oldest.isAcknowledged(); oldest = given.peek()) {
            forget(oldest);
            given.remove();
        }
    }

    /** Lets go of all that have been acknowledged. */
    void settle() {
        given.removeIf(one -> {
            if (!one.isAcknowledged()) {
                return false;
            }
            forget(one);
            return true;
        });
    }

    /** Takes out those that have failed. */
    List<InFlightRecord> takeFailed() {
        List<InFlightRecord> failed = new ArrayList<>();
        given.removeIf(one -> {
            if (one.error() == null) {
                return false;
            }
            forget(one);
            failed.add(one);
            return true;
        });
        return failed;
    }

    /** Takes out all, those that have failed too. */
    List<InFlightRecord> takeAll() {
        settle();
        List<InFlightRecord> left = List.copyOf(given);
        given.clear();
        return left;
    }

    private void forget(InFlightRecord done) {
        if (done.isSpooled()) {
            queue.remove(done.key());
        }
    }

    /** Why one of them has failed, if its producer takes nothing any more. */
    Optional<Exception> fatalError() {
        for (InFlightRecord one : given) {
            Exception error = one.error();
            if (error != null && FatalProducerErrors.isOne(error)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** The keys of those that are in the spool; what was to be there and is not is in memory alone. */
    Set<Long> spooled() {
        Set<Long> there = new HashSet<>();
        for (InFlightRecord one : given) {
            if (one.isSpooled() && queue.contains(one.key())) {
                there.add(one.key());
            } else {
                one.spooledAs(InFlightRecord.NOT_SPOOLED);
            }
        }
        return there;
    }

    /** Those that are in memory alone. */
    int inMemory() {
        int count = 0;
        for (InFlightRecord one : given) {
            count += one.isSpooled() ? 0 : 1;
        }
        return count;
    }
}
