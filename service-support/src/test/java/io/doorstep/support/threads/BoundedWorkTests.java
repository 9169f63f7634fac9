package io.doorstep.support.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BoundedWorkTests {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void workIsDone_onAThreadOfItsOwn() {
        var doneBy = new AtomicReference<String>();
        assertThat(BoundedWork.run("work", () -> doneBy.set(Thread.currentThread().getName()), LONG)).isTrue();
        assertThat(doneBy).hasValue("work");
    }

    @Test
    void nobodyWaitsLonger_forWorkThatHangs() throws InterruptedException {
        var released = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        assertThat(BoundedWork.run("work", () -> {
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
        }, SHORT)).isFalse();
        released.countDown();
        assertThat(done.await(LONG.toSeconds(), TimeUnit.SECONDS)).as("it goes on by itself").isTrue();
    }

    @Test
    void whatTheWorkThrows_isThrown() {
        assertThatThrownBy(() -> BoundedWork.run("work", () -> {
            throw new IllegalStateException("no");
        }, LONG)).isInstanceOf(IllegalStateException.class).hasMessage("no");
    }

    @Test
    void nobodyWaits_whoIsInterrupted() {
        var released = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThat(BoundedWork.run("work", () -> {
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }, LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        released.countDown();
    }
}
