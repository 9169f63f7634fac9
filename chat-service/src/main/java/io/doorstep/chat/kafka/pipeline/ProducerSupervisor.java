package io.doorstep.chat.kafka.pipeline;

import io.doorstep.support.log.OncePerCause;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the producer of a pipeline on a thread of its own: again, where one has come to an end. */
public final class ProducerSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerSupervisor.class);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration RENEW_AFTER = Duration.ofSeconds(1);
    /** What an old producer still has may arrive in that time. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Callable<Optional<Producer<String, byte[]>>> reach;
    private final ThreadSupervisor threads;
    private final OncePerCause failures = OncePerCause.minute();
    private volatile @Nullable Producer<String, byte[]> producer;
    private volatile boolean reached;
    private volatile boolean running;
    private boolean closed;

    /** @param reach makes the producer once Kafka has what it needs; empty where it has not, to be tried again */
    public ProducerSupervisor(Callable<Optional<Producer<String, byte[]>>> reach, ThreadSupervisor threads) {
        this.reach = reach;
        this.threads = threads;
    }

    void start() {
        running = true;
        var _ = threads.start("kafka-reach", this::make);
    }

    private void make() throws InterruptedException {
        while (running && producer == null) {
            try {
                reach.call().ifPresent(this::made);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failures.run(e.getClass().getName(),
                        times -> LOG.error("Kafka cannot be reached with these settings ({})", times, e));
            }
            Thread.sleep(AGAIN);
        }
    }

    private synchronized void made(Producer<String, byte[]> one) {
        if (closed) {
            one.close(Duration.ZERO);
        } else {
            producer = one;
            reached = true;
        }
    }

    /** Null where there is none now. */
    @Nullable
    Producer<String, byte[]> producer() {
        return producer;
    }

    /** Whether Kafka has been reached since the start. */
    boolean hasReached() {
        return reached;
    }

    /** This one is of no use any more: there will be another, when all of its records have been acknowledged or failed. */
    synchronized void renew(Producer<String, byte[]> broken) {
        if (broken.equals(producer)) {
            producer = null;
            boolean[] released = new boolean[1];
            var _ = threads.start("kafka-reach", () -> {
                if (!released[0]) {
                    released[0] = true;
                    release(broken);
                }
                make();
            });
        }
    }

    private static void release(Producer<String, byte[]> broken) throws InterruptedException {
        try {
            broken.close(CLOSE_WITHIN);
        } catch (RuntimeException e) {
            LOG.debug("A producer that is of no use any more has not been closed", e);
        }
        Thread.sleep(RENEW_AFTER);
    }

    /** Makes none any more, and leaves the one there is until it is closed. */
    void stop() {
        running = false;
    }

    synchronized void close() {
        closed = true;
        Producer<String, byte[]> made = producer;
        if (made != null) {
            made.close(Duration.ZERO);
        }
    }
}
