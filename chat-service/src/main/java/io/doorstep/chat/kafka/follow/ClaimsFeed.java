package io.doorstep.chat.kafka.follow;

import io.doorstep.chat.admission.OrdersElsewhere;
import io.doorstep.chat.claims.Claims;
import io.doorstep.events.Topic;
import io.doorstep.events.claims.ClaimFormat;
import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.LimitsByHand;
import io.doorstep.support.kafka.RecordFeed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What instances tell each other of clients, and of what operators have ordered on one of them. */
public final class ClaimsFeed implements RecordFeed<byte[]> {
    /** Records that nobody waits for are read together: each answer of the broker costs more than what is in it. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Claims claims;
    private final String instance;
    private final OrdersElsewhere orders;
    private final FirstRead read = new FirstRead();

    /** @param instance this one, whose own orders are carried out already */
    public ClaimsFeed(Claims claims, String instance, OrdersElsewhere orders) {
        this.claims = claims;
        this.instance = instance;
        this.orders = orders;
    }

    @Override
    public void onRecord(TopicPartition partition, ConsumerRecord<String, ? extends byte[]> record) {
        ClaimFormat.read(record.value()).ifPresent(claim -> {
            claims.read(partition.partition(), record.key(), claim, record.timestamp());
            if (!claim.instance().equals(instance)) {
                carryOut(record.key(), claim);
            }
        });
    }

    /** Resets of before this start have nothing to forget here. */
    private void carryOut(@Nullable String name, ClaimRecord claim) {
        if (claim instanceof ClaimRecord.Reset && read.isComplete()) {
            orders.reset(name);
        } else if (claim instanceof ClaimRecord.Overridden(_, _, LimitsByHand byHand)) {
            orders.byHand(byHand);
        }
    }

    @Override
    public void onTurn(Consumer<?, ?> consumer) {
        if (read.isComplete() && !claims.isAsked()) {
            LockSupport.parkNanos(this, REST_NANOS);
        }
    }

    @Override
    public void onMadeAnew(Topic topic) {
        claims.onMadeAnew();
    }

    @Override
    public void onAbsent() {
        read.complete();
    }

    @Override
    public void onCaughtUp() {
        read.complete();
    }

    /**
     * Waits until all that instances had told before this start has been read, or there is no topic, for so long at most.
     *
     * @return whether it has
     */
    boolean awaitRead(Duration within) throws InterruptedException {
        return read.await(within);
    }
}
