package io.doorstep.chat.kafka.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk that Kafka has not taken yet, messages and events apart. What has been committed outlives the process.
 * A disk that fails makes no exception here: what cannot be kept is refused, and every few seconds the disk is tried
 * again. Of one thread, but for the numbers.
 */
public final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    /** The share that events leave to messages: one in so many bytes. */
    private static final int FOR_MESSAGES = 10;
    /** A disk with less room, in bytes, is full. */
    private static final long LEAST_ROOM = 4 << 20;
    private static final long TRY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Path folder;
    private final long maxBytes;
    private final SpoolQueue messages = new SpoolQueue("messages", this);
    private final SpoolQueue events = new SpoolQueue("events", this);
    private @Nullable SpoolSlot slot;
    private @Nullable SpoolFile file;
    private volatile boolean writable;
    private boolean dirty;
    private long uncommittedBytes;
    private long triedNanos;
    private int opened;
    private volatile @Nullable String trouble;

    /** @param maxBytes what it holds at most; 0 = nothing */
    public Spool(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    boolean isEnabled() {
        return maxBytes > 0;
    }

    /** Its place in the folder; null where it has none. */
    public @Nullable SpoolSlot slot() {
        return slot;
    }

    public SpoolQueue messages() {
        return messages;
    }

    public SpoolQueue events() {
        return events;
    }

    /** Opens it, and takes over what instances that run no more have left in the folder. */
    public void open(long nowNanos) {
        if (isEnabled()) {
            tryToOpen(nowNanos);
            new OrphanedSpoolRecovery(this, folder).takeOver();
        }
    }

    private void tryToOpen(long nowNanos) {
        triedNanos = nowNanos;
        try {
            SpoolSlot mine = slot == null ? SpoolSlot.first(folder) : slot;
            slot = mine;
            attach(SpoolFile.open(mine.file()));
            writable = tryToMark();
            if (!writable) {
                attach(SpoolFile.open(mine.file()));
            }
        } catch (IOException | RuntimeException e) {
            detach();
            inTrouble(e);
        }
    }

    private void attach(SpoolFile spoolFile) {
        file = spoolFile;
        lines().forEach(queue -> queue.attach(spoolFile.map(queue.name())));
        dirty = false;
        uncommittedBytes = 0;
        opened++;
    }

    /** False where the file can be read and not written: it has been closed. */
    private boolean tryToMark() {
        SpoolFile here = file;
        if (here == null) {
            return false;
        }
        try {
            if (Files.getFileStore(folder).getUsableSpace() < LEAST_ROOM) {
                throw new IOException("there is no room on the disk");
            }
            here.mark();
            if (trouble != null) {
                LOG.info("The spool in {} works again", folder);
                trouble = null;
            }
            return true;
        } catch (IOException | RuntimeException e) {
            detach();
            inTrouble(e);
            return false;
        }
    }

    private void detach() {
        SpoolFile here = file;
        file = null;
        writable = false;
        lines().forEach(SpoolQueue::detach);
        if (here != null) {
            here.abandon();
        }
    }

    private void inTrouble(Exception e) {
        if (trouble == null) {
            LOG.error("The spool in {} does not work, events that Kafka does not take may be lost: {}", folder,
                    e.toString());
        }
        trouble = e.toString();
    }

    /** A read or a write has failed. */
    public void fail(RuntimeException e) {
        detach();
        inTrouble(e);
    }

    boolean hasRoom(SpoolQueue queue, int size) {
        long limit = queue == messages ? maxBytes : maxBytes - maxBytes / FOR_MESSAGES;
        return writable && bytes() + size <= limit;
    }

    void changed(int bytes) {
        dirty = true;
        uncommittedBytes += bytes;
    }

    /** Whether something can be put there, if there is room. */
    public boolean isWritable() {
        return writable;
    }

    /** Whether something has changed since it was last committed. */
    public boolean isDirty() {
        return writable && dirty;
    }

    public long uncommittedBytes() {
        return uncommittedBytes;
    }

    /** From here on what it holds outlives the process; false where the disk has refused, and it is lost. */
    public boolean commit() {
        SpoolFile here = file;
        if (here == null || !writable) {
            return false;
        }
        try {
            here.commit();
            dirty = false;
            uncommittedBytes = 0;
            return true;
        } catch (RuntimeException e) {
            fail(e);
            return false;
        }
    }

    /** To be called when it has become empty. */
    public void shrink() {
        SpoolFile here = file;
        if (here != null && writable) {
            try {
                here.shrink();
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    /** Tries the disk again, where it has failed some time ago. */
    public void recover(long nowNanos) {
        if (isEnabled() && !writable && nowNanos - triedNanos >= TRY_AGAIN_NANOS) {
            detach();
            tryToOpen(nowNanos);
        }
    }

    /** How often it has been opened: what was not committed before the latest time is not there. */
    public int opened() {
        return opened;
    }

    /** In words, why the disk does not keep events; null where it does. */
    public @Nullable String trouble() {
        return trouble;
    }

    public long records() {
        return messages.records() + events.records();
    }

    public long bytes() {
        return messages.bytes() + events.bytes();
    }

    /** Records that were found to be no such thing. */
    public long unreadable() {
        return messages.unreadable() + events.unreadable();
    }

    List<SpoolQueue> lines() {
        return List.of(messages, events);
    }

    @Override
    public void close() {
        SpoolFile here = file;
        if (here != null && writable) {
            try {
                here.close();
                file = null;
            } catch (RuntimeException e) {
                inTrouble(e);
            }
        }
        detach();
        SpoolSlot mine = slot;
        slot = null;
        if (mine != null) {
            try {
                mine.close();
            } catch (IOException e) {
                LOG.debug("{} was not given back", mine.file(), e);
            }
        }
    }
}
