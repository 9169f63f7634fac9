package io.doorstep.chat.kafka.delivery;

import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicFollower;
import io.doorstep.support.kafka.TopicKeeper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How publishing goes, as the sender and what it works with see it. */
public record SenderStatus(EventSender sender, EventOutbox outbox, Spool spool, TopicKeeper keeper,
        List<TopicFollower> followers) implements PublishingStatus {
    private static final Duration LATELY = Duration.ofMinutes(1);

    @Override
    public Contact contact() {
        return keeper.seen().contact();
    }

    @Override
    public String server() {
        return keeper.server();
    }

    @Override
    public Optional<String> trouble() {
        return keeper.trouble()
                .or(() -> followers.stream().flatMap(follower -> follower.trouble().stream()).findFirst());
    }

    @Override
    public Optional<String> note() {
        return keeper.note();
    }

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
