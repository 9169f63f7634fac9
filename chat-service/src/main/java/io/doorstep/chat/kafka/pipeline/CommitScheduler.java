package io.doorstep.chat.kafka.pipeline;

import io.doorstep.chat.kafka.spool.Spool;
import java.util.concurrent.TimeUnit;

/** When what is in the spool is made to outlive the process: soon, where somebody waits to be told so. Of one thread. */
public final class CommitScheduler {
    private static final long EVENTS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long MESSAGES = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BYTES = 1 << 20;

    private final Spool spool;
    private final PendingDurability kept;
    private long latestNanos;

    public CommitScheduler(Spool spool, PendingDurability kept) {
        this.spool = spool;
        this.kept = kept;
    }

    public void commitIfDue(long nowNanos) {
        long after = kept.isEmpty() ? EVENTS : MESSAGES;
        if (spool.isDirty() && (nowNanos - latestNanos >= after || spool.uncommittedBytes() >= BYTES)) {
            commit(nowNanos);
        } else if (!spool.isWritable()) {
            kept.onLost();
        }
    }

    /** False where the disk has refused. */
    public boolean commit(long nowNanos) {
        latestNanos = nowNanos;
        boolean committed = spool.commit();
        if (committed) {
            kept.onCommitted();
        } else {
            kept.onLost();
        }
        return committed;
    }
}
