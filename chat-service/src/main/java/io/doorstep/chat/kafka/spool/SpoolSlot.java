package io.doorstep.chat.kafka.spool;

import io.doorstep.support.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A place in the spool's folder that belongs to one running instance at a time. Instances that share a folder take one
 * each; the system takes it back from a process that ends, however that ends.
 *
 * @param lock held for as long as the place is
 */
public record SpoolSlot(Path file, FileChannel lock) implements AutoCloseable {
    static final int MOST = 16;
    private static final String MARK = ".last.";
    /** Those of this process. Closing another channel on such a file would release the lock: see fcntl(2). */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** The first place that is free. */
    public static SpoolSlot first(Path folder) throws IOException {
        OwnerOnly.folder(folder);
        OwnerOnly.filesIn(folder);
        for (int number = 0; number < MOST; number++) {
            Optional<SpoolSlot> slot = take(folder, number);
            if (slot.isPresent()) {
                return slot.get();
            }
        }
        throw new IOException("all " + MOST + " places in " + folder + " are in use by other instances");
    }

    /** Empty where an instance that runs has it. */
    static Optional<SpoolSlot> take(Path folder, int number) throws IOException {
        Path file = fileOf(folder.toRealPath(), number);
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<SpoolSlot> slot = Optional.empty();
        try {
            slot = lock(file, folder.resolve("spool-" + number + ".lock"));
        } finally {
            if (slot.isEmpty()) {
                HELD.remove(file);
            }
        }
        return slot;
    }

    private static Optional<SpoolSlot> lock(Path file, Path lockFile) throws IOException {
        OwnerOnly.file(lockFile);
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return Optional.of(new SpoolSlot(file, lock));
            }
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    /** Where the last sequence of a source that publishes from this place is noted. */
    public Path markOf(String source) {
        return file.resolveSibling(place() + MARK + source);
    }

    /** The marks of sources that have published from this place and have not been told of. */
    public List<Path> marks() throws IOException {
        try (Stream<Path> files = Files.list(file.resolveSibling(""))) {
            return files.filter(one -> String.valueOf(one.getFileName()).startsWith(place() + MARK)).sorted().toList();
        }
    }

    /** Takes over the marks of a place whose records it has taken over. */
    void adoptMarksOf(SpoolSlot other) throws IOException {
        for (Path theirs : other.marks()) {
            Files.move(theirs, markOf(sourceOf(theirs)));
        }
    }

    public static String sourceOf(Path mark) {
        String name = String.valueOf(mark.getFileName());
        return name.substring(name.indexOf(MARK) + MARK.length());
    }

    private String place() {
        return String.valueOf(file.getFileName()).replaceFirst("\\.mv$", "");
    }

    static Path fileOf(Path folder, int number) {
        return folder.resolve("spool-" + number + ".mv");
    }

    @Override
    public void close() throws IOException {
        lock.close();
        HELD.remove(file);
    }
}
