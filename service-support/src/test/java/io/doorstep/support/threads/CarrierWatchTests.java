package io.doorstep.support.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierWatchTests {
    private static final VirtualThreadSchedulerMXBean SCHEDULER = ManagementFactory
            .getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    /** For what initialises {@link Pinning}. */
    static final CountDownLatch RELEASE = new CountDownLatch(1);
    static final Semaphore INSIDE = new Semaphore(0);

    private final CarrierWatch watch = new CarrierWatch(new ThreadSupervisor());

    @AfterEach
    void stop() {
        RELEASE.countDown();
        watch.stop();
    }

    @Test
    void aThreadGetsToRun_whenAllCarriersWaitForIt() throws Exception {
        watch.start();
        int carriers = SCHEDULER.getParallelism();
        CountDownLatch done = new CountDownLatch(carriers);
        byte[] pinning = bytesOf(Pinning.class);
        for (int i = 0; i < carriers; i++) {
            Thread.startVirtualThread(() -> {
                initializeAnew(pinning);
                done.countDown();
            });
        }
        assertThat(INSIDE.tryAcquire(carriers, 30, TimeUnit.SECONDS)).isTrue();
        Thread.startVirtualThread(RELEASE::countDown);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.starved()).isPositive();
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                type.getResourceAsStream(type.getName().substring(type.getPackageName().length() + 1) + ".class"))) {
            return in.readAllBytes();
        }
    }

    private static void initializeAnew(byte[] bytes) {
        try {
            MethodHandles.lookup().defineHiddenClass(bytes, true);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What waits in an initialiser keeps its carrier. */
    static final class Pinning {
        static {
            INSIDE.release();
            try {
                RELEASE.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private Pinning() {}
    }
}
