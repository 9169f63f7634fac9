package io.doorstep.chat.kafka;

import java.util.concurrent.TimeUnit;

/** When what is in the spool is made to outlive the process: soon, where somebody waits to be told so. Of one thread. */
final class Commits {
    private static final long EVENTS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long MESSAGES = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BYTES = 1 << 20;

    private final Spool spool;
    private final KeptMessages kept;
    private long latestNanos;

    Commits(Spool spool, KeptMessages kept) {
        this.spool = spool;
        this.kept = kept;
    }

    void commitIfDue(long nowNanos) {
        long after = kept.isEmpty() ? EVENTS : MESSAGES;
        if (spool.isDirty() && (nowNanos - latestNanos >= after || spool.uncommittedBytes() >= BYTES)) {
            commit(nowNanos);
        } else if (!spool.isWritable()) {
            kept.onLost();
        }
    }

    /** False where the disk has refused. */
    boolean commit(long nowNanos) {
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
