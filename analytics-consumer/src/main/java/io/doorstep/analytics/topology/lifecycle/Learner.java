package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicKeeper;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.log.OncePerCause;
import io.doorstep.support.threads.SupervisedThread;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The life of the streams: started once Kafka answers and its topics are there, and started anew whatever ends them, or
 * keeps them from their work, until this service stops.
 */
public final class Learner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    private final TopicKeeper keeper;
    private final ThreadSupervisor threads;
    private final StreamsSupervisor streams;
    private final BooleanSupplier isReady;
    private final OncePerCause lines = OncePerCause.minute();
    private Contact before = Contact.CONNECTING;
    private volatile @Nullable SupervisedThread thread;

    /** @param isReady whether all has been read that the streams begin with */
    public Learner(TopicKeeper keeper, ThreadSupervisor threads, StreamsSupervisor streams, BooleanSupplier isReady) {
        this.keeper = keeper;
        this.threads = threads;
        this.streams = streams;
        this.isReady = isReady;
    }

    @Override
    public void start() {
        streams.begin();
        thread = threads.start("learner-keeper", this::keepRunning);
    }

    private void keepRunning() throws InterruptedException {
        while (true) {
            TopicsSeen seen = keeper.seen();
            tell(seen.contact());
            try {
                if (isReady.getAsBoolean()) {
                    streams.turn(seen);
                }
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.debug("Kafka has not answered the learner", e);
            }
            Thread.sleep(TURN);
        }
    }

    private void tell(Contact contact) {
        if (contact != before && contact == Contact.ANSWERS) {
            lines.run("answers", _ -> LOG.info("Kafka answers"));
        } else if (contact != before && contact == Contact.SILENT) {
            lines.run("silent", _ -> LOG.warn("{}; the learner waits for it",
                    keeper.trouble().orElse("Kafka does not answer")));
        }
        before = contact;
    }

    /** The streams' own state; {@code WAITING} while they could not be started yet. */
    public String state() {
        return streams.state();
    }

    /** In words, why the streams are not running, or were started anew lately; empty where nothing is wrong. */
    public Optional<String> trouble() {
        return streams.trouble();
    }

    @Override
    public void stop() {
        SupervisedThread keeping = thread;
        thread = null;
        if (keeping != null) {
            keeping.stop(STOP_WITHIN);
            streams.end();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
