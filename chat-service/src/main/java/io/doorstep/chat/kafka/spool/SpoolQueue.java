package io.doorstep.chat.kafka.spool;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of one kind in the spool, under keys that count up in the order they came. Of one thread, but for the
 * numbers.
 */
public final class SpoolQueue {
    public static final long REFUSED = -1;
    /** What the store keeps besides a record, about. */
    private static final int OVERHEAD = 16;

    private final String name;
    private final Spool spool;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private @Nullable MVMap<Long, byte[]> map;
    private long nextKey = 1;

    /** A record in its place. */
    public record Entry(long key, ProducerRecord<String, byte[]> record) {}

    SpoolQueue(String name, Spool spool) {
        this.name = name;
        this.spool = spool;
    }

    String name() {
        return name;
    }

    void attach(MVMap<Long, byte[]> opened) {
        long size = 0;
        Cursor<Long, byte[]> cursor = opened.cursor(null);
        while (cursor.hasNext()) {
            nextKey = Math.max(nextKey, cursor.next() + 1);
            size += sizeOf(cursor.getValue());
        }
        records.set(opened.sizeAsLong());
        bytes.set(size);
        map = opened;
    }

    void detach() {
        map = null;
    }

    /** Whether its records can be read. */
    public boolean isOpen() {
        return map != null;
    }

    /** Its key; {@link #REFUSED} where there is no room for it. */
    public long append(byte[] record) {
        MVMap<Long, byte[]> here = map;
        if (here == null || !spool.hasRoom(this, sizeOf(record))) {
            return REFUSED;
        }
        long key = nextKey;
        try {
            here.put(key, record);
        } catch (RuntimeException e) {
            spool.fail(e);
            return REFUSED;
        }
        nextKey++;
        records.incrementAndGet();
        bytes.addAndGet(sizeOf(record));
        spool.changed(sizeOf(record));
        return key;
    }

    /** The first behind this key; null where there is none, or the disk does not let it be read. */
    public @Nullable Entry after(long key) {
        MVMap<Long, byte[]> here = map;
        if (here == null) {
            return null;
        }
        try {
            Cursor<Long, byte[]> cursor = here.cursor(key + 1);
            while (cursor.hasNext()) {
                long next = cursor.next();
                try {
                    return new Entry(next, SpoolFormat.read(cursor.getValue()));
                } catch (IOException e) {
                    unreadable.incrementAndGet();
                    remove(next);
                }
            }
        } catch (RuntimeException e) {
            spool.fail(e);
        }
        return null;
    }

    public void remove(long key) {
        MVMap<Long, byte[]> here = map;
        if (here == null) {
            return;
        }
        try {
            byte[] removed = here.remove(key);
            if (removed != null) {
                records.decrementAndGet();
                bytes.addAndGet(-sizeOf(removed));
                spool.changed(0);
            }
        } catch (RuntimeException e) {
            spool.fail(e);
        }
    }

    /** Removes all up to this key but some. */
    public void removeUpTo(long last, Set<Long> but) {
        MVMap<Long, byte[]> here = map;
        if (here == null) {
            return;
        }
        for (Long key = here.firstKey(); key != null && key <= last; key = here.higherKey(key)) {
            if (!but.contains(key)) {
                remove(key);
            }
        }
    }

    public boolean contains(long key) {
        MVMap<Long, byte[]> here = map;
        return here != null && here.containsKey(key);
    }

    public long records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Records that were found to be no such thing. */
    long unreadable() {
        return unreadable.get();
    }

    private static int sizeOf(byte[] record) {
        return record.length + OVERHEAD;
    }
}
