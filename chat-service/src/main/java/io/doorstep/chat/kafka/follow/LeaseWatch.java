package io.doorstep.chat.kafka.follow;

import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Looks every second whether a lease has ended: a learner that is gone, or a Kafka that is away, says nothing. */
public final class LeaseWatch implements SmartLifecycle {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final RevisionsFeed feed;
    private final SupervisedTimer timer;
    private volatile boolean running;

    public LeaseWatch(RevisionsFeed feed, ThreadSupervisor threads) {
        this.feed = feed;
        this.timer = threads.timer("lease-watch");
    }

    @Override
    public void start() {
        running = true;
        timer.every(LOOK, feed::lapse);
    }

    @Override
    public void stop() {
        timer.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
