package io.doorstep.chat.kafka.follow;

import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Sanction;
import io.doorstep.support.kafka.TopicFeed;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * Whom the learner sanctions is sanctioned here. Where the topic was made anew, or is gone, what was imposed before lapses
 * with its lease.
 */
public final class SanctionsFeed implements TopicFeed {
    private final Sanctions sanctions;
    private final FirstRead read = new FirstRead();

    public SanctionsFeed(Sanctions sanctions) {
        this.sanctions = sanctions;
    }

    @Override
    public void onEvent(TopicPartition partition, long offset, EventEnvelope envelope) {
        if (envelope.event() instanceof Sanction sanction) {
            sanctions.apply(sanction, envelope.time());
        }
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
     * Waits until all that was imposed before this start has been read, or there is none, for so long at most.
     *
     * @return whether it has
     */
    boolean awaitRead(Duration within) throws InterruptedException {
        return read.await(within);
    }
}
