package io.doorstep.chat.kafka.pipeline;

import io.doorstep.support.log.OncePerCause;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when events begin to wait for Kafka, and when it has taken them all. */
public final class SpoolingLog {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolingLog.class);

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OncePerCause lines = OncePerCause.minute();
    private boolean waiting;
    private long unreadableSaid;
    private long unreadableSaidNanos;
    private long spooledBefore;

    /** The spool held so many at the start. */
    public void found(long records) {
        if (records > 0) {
            LOG.info("{} events of an earlier run are in the spool: they go to Kafka first", records);
            waiting = true;
            spooledBefore = -records;
        }
    }

    /** So many records have been found to be no such thing since the start. */
    public void unreadable(long records, long nowNanos) {
        if (records > unreadableSaid && (unreadableSaid == 0 || nowNanos - unreadableSaidNanos >= QUIET_NANOS)) {
            LOG.error("The spool is damaged: {} events in it cannot be read, and are lost", records - unreadableSaid);
            unreadableSaid = records;
            unreadableSaidNanos = nowNanos;
        }
    }

    /** Kafka has not answered since the start, and nobody needs to know yet. */
    public void starting(boolean spooling, long left, long spooled) {
        if (spooling && !waiting) {
            waiting = true;
            spooledBefore = spooled - left;
        }
    }

    /**
     * True when all is sent that was in the spool.
     *
     * @param trouble why Kafka does not take what it is given; empty where it does
     * @param toDisk whether what Kafka does not take goes to disk
     * @param spooling whether the spool has what Kafka has not been given
     * @param left what the spool holds
     * @param spooled what has been put into the spool since the start
     */
    public boolean state(String trouble, boolean toDisk, boolean spooling, long left, long spooled) {
        boolean waitingNow = !trouble.isEmpty() || spooling || (waiting && left > 0);
        if (waitingNow == waiting) {
            return false;
        }
        waiting = waitingNow;
        if (waiting) {
            spooledBefore = spooled - left;
            String cause = trouble.isEmpty() ? "Kafka is slower than the events" : trouble;
            lines.run(cause, times -> LOG.warn("{}: events {}, admission goes on", cause,
                    toDisk ? "are spooled" : "wait in memory"));
            return false;
        }
        long sent = spooled - spooledBefore;
        lines.run("", times -> LOG.info("Kafka answers{}",
                sent > 0 ? ": the " + sent + " events that were spooled have been sent" : ""));
        return sent > 0;
    }
}
