package io.doorstep.benchmarks.events;

import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.chat.ChatServiceApplication;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.kafka.delivery.PublishingStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.context.ConfigurableApplicationContext;

/** The chat service inside this process, for its publishing alone: the benchmark says what has happened at the door. */
final class RunningPublisher implements AutoCloseable {
    private static final int QUEUE = 262_144;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long GLANCE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final ConfigurableApplicationContext context;
    private final AdmissionListener listener;
    private final PublishingStatus status;

    private RunningPublisher(ConfigurableApplicationContext context) {
        this.context = context;
        this.listener = context.getBean("admissionPublisher", AdmissionListener.class);
        this.status = context.getBean(PublishingStatus.class);
    }

    /** @param folder for its spool */
    static RunningPublisher start(String bootstrapServers, String folder) {
        RunningPublisher started = new RunningPublisher(ChatServiceApplication.application().run("--server.port=0",
                "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
                "--doorstep.secret=" + ServerOptions.SECRET,
                "--doorstep.operator.password=benchmark", "--doorstep.events.queue=" + QUEUE,
                "--doorstep.data-dir=" + folder, "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--logging.config=classpath:benchmarks-logback.xml",
                "--spring.autoconfigure.exclude=org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"));
        started.await(started.status::isConnected);
        return started;
    }

    /** Hears of what happens at the door, as a socket's thread tells it. */
    AdmissionListener listener() {
        return listener;
    }

    /** Waits until the queue has room for some tens of thousands of events of each thread. */
    void awaitRoom() {
        await(() -> status.waiting() < QUEUE / 4);
    }

    /** Waits until Kafka has all there was. */
    void awaitPublished() {
        await(() -> status.waiting() == 0 && status.spooled() == 0);
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "Kafka does not take events: %,d wait".formatted(status.waiting() + status.spooled()));
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /** Events that Kafka has acknowledged. */
    long published() {
        return status.published();
    }

    /** Events that went by the disk, since Kafka was slow to take them. */
    long spooled() {
        return status.spooledSinceStart();
    }

    /** What is lost costs nothing, so nothing may be. */
    void requireNoneDropped() {
        if (status.dropped() > 0) {
            throw new IllegalStateException("%,d events were dropped".formatted(status.dropped()));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
