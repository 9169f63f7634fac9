package io.doorstep.stack;

import io.doorstep.stack.broker.KafkaErrors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the stack comes to its end: the services before the broker they publish to, each for a few seconds at
 * most. What has not stopped by then is halted, which loses nothing: records are in the files of the broker and of the
 * spool.
 */
final class Ending {
    /** Of a process that was terminated, as shells know it. */
    private static final int TERMINATED = 143;
    /** The broker cannot go on. */
    static final int BROKER_GAVE_UP = 3;

    private static final Duration SERVICES = Duration.ofMillis(5500);
    private static final Duration SERVICES_WITHOUT_BROKER = Duration.ofSeconds(4);
    private static final Duration ALL = Duration.ofSeconds(8);

    private final List<Part<?>> services = new CopyOnWriteArrayList<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Part<?> broker;
    private volatile int status = TERMINATED;

    void broker(Part<?> part) {
        broker = part;
    }

    void service(Part<?> part) {
        services.add(part);
    }

    /** From now on a signal ends everything in order. */
    void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /** The stack does not start, for the reason given. */
    void refuse(String sentence, int withStatus) {
        if (begun.compareAndSet(false, true)) {
            status = withStatus;
            System.err.println(sentence);
            begun.set(false);
            System.exit(withStatus);
        }
        forEver();
    }

    /** The broker cannot go on, for the reason given. Ends the process, and never returns. */
    void brokerGaveUp(String reason) {
        if (begun.compareAndSet(false, true)) {
            KafkaErrors.silence();
            System.err
                    .println("The Kafka broker gave up: " + reason + ". Once that is mended, start again: nothing that"
                            + " was acknowledged is lost.");
            Thread.ofPlatform().daemon().name("end").start(() -> {
                close(services, SERVICES_WITHOUT_BROKER);
                Runtime.getRuntime().halt(BROKER_GAVE_UP);
            });
        }
        forEver();
    }

    private void stop() {
        Thread.ofPlatform().daemon().name("halt").start(() -> {
            sleep(ALL);
            Runtime.getRuntime().halt(status);
        });
        if (!begun.compareAndSet(false, true)) {
            forEver();
        }
        close(services, SERVICES);
        Part<?> last = broker;
        if (last != null) {
            close(List.of(last), ALL);
        }
    }

    /** All at once, and for so long at most. */
    private static void close(List<Part<?>> parts, Duration most) {
        long until = System.nanoTime() + most.toNanos();
        List<Thread> closing = parts.reversed().stream()
                .map(part -> Thread.ofPlatform().daemon().name("stop").start(part::stop)).toList();
        for (Thread thread : closing) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void sleep(Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Until the process has ended. */
    private static void forEver() {
        while (true) {
            LockSupport.parkNanos(Duration.ofHours(1).toNanos());
        }
    }
}
