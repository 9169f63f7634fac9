package io.doorstep.chat.kafka.follow;

import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;

/** Looks every second whether a lease has ended: a learner that is gone, or a Kafka that is away, says nothing. */
public final class LeaseWatch extends RecurringWork {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final RevisionsFeed feed;

    public LeaseWatch(RevisionsFeed feed, ThreadSupervisor threads) {
        super(threads, "lease-watch");
        this.feed = feed;
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        on.every(LOOK, feed::lapse);
    }
}
