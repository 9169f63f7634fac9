package io.doorstep.chat.kafka;

import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reaches Kafka on a thread of its own, and makes the producers: again, where they have come to an end. */
final class KafkaReach {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReach.class);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration RENEW_AFTER = Duration.ofSeconds(1);
    /** What the other of two producers still has may arrive in that time. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Callable<Optional<Producers>> reach;
    private final OncePerSecond failures = new OncePerSecond();
    private volatile @Nullable Producers producers;
    private volatile boolean reached;
    private volatile boolean running;
    private boolean closed;

    /** @param reach makes the producers once Kafka answers; empty where it does not, to be tried again */
    KafkaReach(Callable<Optional<Producers>> reach) {
        this.reach = reach;
    }

    void start() {
        running = true;
        onItsThread(this::make);
    }

    private static void onItsThread(Runnable work) {
        Thread.ofPlatform().daemon().name("kafka-reach").start(work);
    }

    private void make() {
        while (running && producers == null) {
            try {
                reach.call().ifPresent(this::made);
                Thread.sleep(AGAIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                failures.run(times -> LOG.error("Kafka cannot be reached with these settings ({})", times, e));
            }
        }
    }

    private synchronized void made(Producers some) {
        if (closed) {
            some.close(Duration.ZERO);
        } else {
            producers = some;
            reached = true;
        }
    }

    /** Null where there are none now. */
    @Nullable
    Producers producers() {
        return producers;
    }

    /** Whether Kafka has been reached since the start. */
    boolean hasReached() {
        return reached;
    }

    /** These are of no use any more: there will be others, when all of these records have been acknowledged or failed. */
    synchronized void renew(Producers broken) {
        if (broken.equals(producers)) {
            producers = null;
            onItsThread(() -> replace(broken));
        }
    }

    private void replace(Producers broken) {
        try {
            broken.close(CLOSE_WITHIN);
            Thread.sleep(RENEW_AFTER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            LOG.debug("A producer that is of no use any more has not been closed", e);
        }
        make();
    }

    /** Makes none any more, and leaves those there are until they are closed. */
    void stop() {
        running = false;
    }

    synchronized void close() {
        closed = true;
        Producers made = producers;
        if (made != null) {
            made.close(Duration.ZERO);
        }
    }
}
