package io.doorstep.chat.kafka;

import java.time.Duration;
import java.util.Optional;

/** How publishing goes, as the sender and what it works with see it. */
record SenderStatus(EventSender sender, EventOutbox outbox, Spool spool) implements KafkaStatus {
    private static final Duration LATELY = Duration.ofMinutes(1);

    @Override
    public boolean hasBeenReached() {
        return sender.hasReachedKafka();
    }

    @Override
    public boolean isConnected() {
        return sender.isConnected();
    }

    @Override
    public long published() {
        return sender.ledger().published();
    }

    @Override
    public long spooled() {
        return spool.records();
    }

    @Override
    public long spooledBytes() {
        return spool.bytes();
    }

    @Override
    public long spooledSinceStart() {
        return sender.ledger().spooled();
    }

    @Override
    public boolean isSpooling() {
        return spool.isWritable();
    }

    @Override
    public Optional<String> spoolTrouble() {
        return Optional.ofNullable(spool.trouble());
    }

    @Override
    public long dropped() {
        return outbox.dropped() + sender.ledger().lost() + spool.unreadable();
    }

    @Override
    public boolean hasDroppedLately() {
        return outbox.hasDroppedWithin(LATELY) || sender.ledger().hasLostWithin(LATELY);
    }

    @Override
    public long waiting() {
        return outbox.waiting() + sender.inMemory();
    }
}
