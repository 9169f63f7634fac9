package io.doorstep.support.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadSupervisorTests {
    private final ThreadSupervisor supervisor = new ThreadSupervisor();

    private static void fail(String how) throws Exception {
        switch (how) {
            case "error" -> throw new AssertionError("as an assertion does");
            case "memory" -> throw new OutOfMemoryError("as the heap does");
            case "checked" -> throw new Exception("as a disk does");
            default -> throw new IllegalStateException("as a bug does");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "memory", "checked", "bug"})
    void work_isBegunAgain_counted_andShown_whateverItDiedOf(String how) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        supervisor.bindTo(meters);
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        SupervisedThread thread = supervisor.start("worker", () -> {
            if (begun.incrementAndGet() < 3) {
                fail(how);
            }
            done.countDown();
        });
        done.await();
        assertThat(thread.join(Duration.ofSeconds(10))).as("it ends with its work").isTrue();
        assertThat(supervisor.restarted()).isEqualTo(2);
        assertThat(meters.get("doorstep.threads.restarted").tag("thread", "worker").functionCounter().count())
                .isEqualTo(2);
        assertThat(supervisor.trouble().orElseThrow())
                .startsWith("the thread worker has died and was started again, 2");
    }

    @Test
    void work_isNotBegunAgain_onceItHasBeenEnded() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        SupervisedThread thread = supervisor.start("worker", () -> {
            begun.incrementAndGet();
            throw new IllegalStateException("again");
        });
        await().until(() -> begun.get() > 0);
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void recurringWork_thatFails_isDoneAgain_andIsCounted() {
        try (var _ = supervisor.timer("keeper").every(Duration.ofMillis(1), () -> {
            throw new StackOverflowError("deep");
        })) {
            await().until(() -> supervisor.restarted() >= 2);
        }
        assertThat(supervisor.trouble().orElseThrow()).contains("keeper").contains("deep");
    }

    @Test
    void workOfAQueue_thatFails_isCounted_andTheNextIsDone() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (var queue = supervisor.queue("queue", 2)) {
            queue.execute(() -> {
                throw new IllegalStateException("as a bug does");
            });
            queue.execute(done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(supervisor.restarted()).isOne();
    }

    @Test
    void workOnAVirtualThread_thatFails_isCounted() {
        supervisor.virtualThreads("writer").execute(() -> {
            throw new IllegalStateException("as a bug does");
        });
        await().until(() -> supervisor.restarted() == 1);
        assertThat(supervisor.trouble().orElseThrow()).contains("writer");
    }

    @Test
    void threads_belongToTheService_notToTheRequestThatMadeThemBegin() throws Exception {
        CompletableFuture<ClassLoader> of = new CompletableFuture<>();
        Thread request = Thread.ofPlatform().unstarted(
                () -> supervisor.queue("queue", 1).execute(() -> of.complete(Thread.currentThread()
                        .getContextClassLoader())));
        request.setContextClassLoader(new ClassLoader() {});
        request.start();
        assertThat(of.get(10, TimeUnit.SECONDS)).isSameAs(ThreadSupervisor.class.getClassLoader());
    }

    @Test
    void nothingIsShown_whereNothingHasDied() {
        supervisor.virtualThreads("keeper").execute(() -> {});
        assertThat(supervisor.trouble()).isEmpty();
    }
}
