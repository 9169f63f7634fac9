package io.doorstep.chat.kafka.follow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether all that a topic held at the start has been read. */
final class FirstRead {
    private final CountDownLatch read = new CountDownLatch(1);

    /** It has been, or there is no such topic. */
    void complete() {
        read.countDown();
    }

    boolean isComplete() {
        return read.getCount() == 0;
    }

    /** False where it has not been read within this time. */
    boolean await(Duration within) throws InterruptedException {
        return read.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }
}
