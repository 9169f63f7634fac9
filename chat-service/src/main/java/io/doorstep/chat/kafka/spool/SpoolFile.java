package io.doorstep.chat.kafka.spool;

import io.doorstep.support.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a spool, open. It is written when it is committed and at no other time; a write that fails closes it, and
 * what was committed before is there when it is opened again.
 */
public final class SpoolFile {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
            .withZone(ZoneOffset.UTC);
    private static final int CACHE_MB = 4;
    private static final String MARKS = "marks";
    private static final long OPENED = 0;

    private final MVStore store;

    private SpoolFile(MVStore store) {
        this.store = store;
    }

    /** Opens it, or makes it. One that cannot be read is moved aside, and an empty one is made. */
    public static SpoolFile open(Path file) {
        try {
            return tried(file);
        } catch (RuntimeException e) {
            if (!isCorrupt(file, e)) {
                throw e;
            }
            moveAside(file, e);
            return tried(file);
        }
    }

    private static SpoolFile tried(Path file) {
        forItsOwnerAlone(file);
        MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().autoCommitBufferSize(0)
                .cacheSize(CACHE_MB).open();
        try {
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            SpoolFile opened = new SpoolFile(store);
            store.getMapNames().stream().filter(name -> !name.equals(MARKS)).forEach(name -> read(opened.map(name)));
            return opened;
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    private static void forItsOwnerAlone(Path file) {
        try {
            OwnerOnly.file(file);
        } catch (IOException e) {
            throw new MVStoreException(DataUtils.ERROR_WRITING_FAILED, file + ": " + e);
        }
    }

    private static void read(MVMap<Long, byte[]> map) {
        var cursor = map.cursor(null);
        while (cursor.hasNext()) {
            cursor.next();
        }
    }

    private static boolean isCorrupt(Path file, RuntimeException e) {
        if (!(e instanceof MVStoreException known)) {
            return true;
        }
        return switch (known.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED, DataUtils.ERROR_WRITING_FAILED -> false;
            case DataUtils.ERROR_READING_FAILED -> Files.isRegularFile(file) && Files.isReadable(file)
                    && Files.isWritable(file);
            default -> true;
        };
    }

    private static void moveAside(Path file, RuntimeException e) {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + STAMP.format(Instant.now()));
        try {
            Files.move(file, aside);
            LOG.error("The spool cannot be read ({}): moved to {}, and begun anew. What it held is not sent",
                    e.getMessage(), aside);
        } catch (IOException failed) {
            e.addSuppressed(failed);
            throw e;
        }
    }

    MVMap<Long, byte[]> map(String name) {
        return store.openMap(name, new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    }

    /** Finds out whether there is room to write. */
    void mark() {
        map(MARKS).put(OPENED, new byte[0]);
        store.commit();
    }

    void commit() {
        store.commit();
    }

    /** Gives back to the disk what is no longer needed. */
    void shrink() {
        store.compactFile(50);
    }

    /** What has not been committed is lost. */
    void abandon() {
        store.closeImmediately();
    }

    public void close() {
        store.close();
    }
}
