package io.doorstep.support.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.passwords.HashingQueue.Offer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingQueueTests {
    private final CountDownLatch end = new CountDownLatch(1);
    private final HashingQueue queue = new HashingQueue(new ThreadSupervisor());

    @AfterEach
    void close() {
        end.countDown();
        queue.close();
    }

    @Test
    void offer_isBoundedPerClient_perNetwork_andInAll() {
        assertThat(offer("192.0.2.1")).isEqualTo(Offer.TAKEN);
        assertThat(offer("192.0.2.1")).isEqualTo(Offer.TAKEN);
        assertThat(offer("192.0.2.1")).isEqualTo(Offer.CLIENT_FULL);
        for (int i = 2; i < 2 + HashingQueue.PER_NETWORK - 2; i++) {
            assertThat(offer("192.0.2." + i)).isEqualTo(Offer.TAKEN);
        }
        assertThat(offer("192.0.2.99")).isEqualTo(Offer.CLIENT_FULL);
        int taken = 0;
        while (offer("198.51." + taken + ".1") == Offer.TAKEN) {
            taken++;
        }
        assertThat(taken + HashingQueue.PER_NETWORK).isBetween(HashingQueue.WAITING, HashingQueue.WAITING + 1);
        assertThat(offer("203.0.113.1")).isEqualTo(Offer.FULL);
    }

    @Test
    void aCheckThatIsDone_makesRoom() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            var done = new CountDownLatch(1);
            while (queue.offer(Caller.ofAddress("192.0.2.1"), done::countDown) != Offer.TAKEN) {
                Thread.onSpinWait();
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Offer offer(String client) {
        return queue.offer(Caller.ofAddress(client), () -> {
            try {
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
